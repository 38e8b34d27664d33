package io.gpusched.adapters.explore.writer;

import io.gpusched.adapters.explore.order.Alternative;
import java.util.function.IntSupplier;

/**
 * Whose timers they are: a ring's, a client's, the scheduler's own. The timers of an occasion that is a line fire in their order, even where
 * everything may be late: a ring completes its jobs in order, and a client does one thing after another.
 */
public final class Occasion {
    private static final int NONE = -1;

    private final Alternative.Kind kind;
    private final String owner;
    private final boolean line;
    private int timers;
    private int actor = NONE;
    /** In which look at all timers one of this occasion was last seen. */
    long seenAt;

    private long countedAt;
    private int counted;
    /** Whether one of its timers has fired and is suspended. */
    boolean busy;

    /**
     * Makes an occasion.
     *
     * @param kind what sort of thing its timers do
     * @param owner whose they are, for people; may be empty
     * @param line whether its timers fire in their order
     */
    public Occasion(Alternative.Kind kind, String owner, boolean line) {
        this.kind = kind;
        this.owner = owner;
        this.line = line;
    }

    Alternative.Kind kind() {
        return kind;
    }

    /** Returns whose timers they are. */
    public String owner() {
        return owner;
    }

    /** Tells whether the timers fire in their order. */
    public boolean isLine() {
        return line;
    }

    /** Returns the actor of a new timer: all timers of a line have one actor, other timers have one each. */
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
