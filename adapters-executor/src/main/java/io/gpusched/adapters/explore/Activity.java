package io.gpusched.adapters.explore;

import org.jspecify.annotations.Nullable;

/**
 * Something that can happen on an exploring writer: a work item or a timer. Where items overlap it can be begun, suspended at a port
 * call, and go on later.
 */
abstract class Activity implements Option {
    private final int actor;
    private @Nullable String label;
    private long name;
    private boolean underWay;

    /** Where it is suspended; null if it is not. */
    Strands.@Nullable Strand strand;

    /** The port call that it was at last. */
    String where = "";

    Activity(int actor) {
        this.actor = actor;
    }

    /** Does it, from beginning to end. */
    abstract void perform();

    /** Makes the words for people. */
    abstract String describe();

    @Override
    public final int actor() {
        return actor;
    }

    @Override
    public final String label() {
        String known = label;
        if (known == null) {
            known = describe();
            label = known;
        }
        return known;
    }

    /** Returns a number that stands for the label. */
    final long name() {
        if (name == 0) {
            name = Mix.spread(label().hashCode());
        }
        return name;
    }

    @Override
    public final boolean isUnderWay() {
        return underWay;
    }

    void begin() {
        underWay = true;
    }

    void end() {
        underWay = false;
    }
}
