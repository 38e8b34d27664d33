package io.gpusched.adapters.explore.writer;

import io.gpusched.adapters.explore.order.Option;
import java.util.function.IntSupplier;

/**
 * What timers are for: a ring, a client, the scheduler's own. The timers of one occasion that is a line fire in their order, even where
 * everything may be late: a ring completes its jobs in order, a client does one thing after the other.
 */
public final class Occasion {
    private static final int NONE = -1;

    private final Option.Kind kind;
    private final String owner;
    private final boolean line;
    private int timers;
    private int actor = NONE;
    /** The look at the timers in which one of this occasion was last seen. */
    long seenAt;

    private long countedAt;
    private int counted;
    /** One of its timers has fired and is suspended. */
    boolean busy;

    public Occasion(Option.Kind kind, String owner, boolean line) {
        this.kind = kind;
        this.owner = owner;
        this.line = line;
    }

    Option.Kind kind() {
        return kind;
    }

    public String owner() {
        return owner;
    }

    public boolean isLine() {
        return line;
    }

    /** Returns the actor of a new timer: what is done in order is done by one, what is not, by one for each timer. */
    int actor(IntSupplier next) {
        if (!line || actor == NONE) {
            actor = next.getAsInt();
        }
        return actor;
    }

    /** Counts a new timer. */
    int another() {
        return ++timers;
    }

    /** Returns how many of its timers were counted before in a look at all timers. */
    public int count(long look) {
        if (countedAt != look) {
            countedAt = look;
            counted = 0;
        }
        return counted++;
    }

    /** Names a timer: by its action if that has a name, else by its place among the timers of this occasion. */
    String name(Runnable action, int place) {
        if (!action.getClass().isHidden()) {
            return owner.isEmpty() ? action.toString() : owner + ": " + action;
        }
        return place == 1 ? owner : owner + ", timer " + place;
    }
}
