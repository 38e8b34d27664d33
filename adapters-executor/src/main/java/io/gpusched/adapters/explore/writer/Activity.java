package io.gpusched.adapters.explore.writer;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.adapters.explore.order.Option;
import io.gpusched.application.scheduling.SchedulerWork;
import org.jspecify.annotations.Nullable;

/**
 * Something that can happen on an exploring writer: a work item or a timer. Where items overlap it can be begun, suspended at a port
 * call, and go on later.
 */
public abstract class Activity implements Option {
    private static final String SCHEDULERS = SchedulerWork.class.getPackageName();

    private final int actor;
    private @Nullable String label;
    private long name;
    private long calls;
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
    public final long name() {
        if (name == 0) {
            name = Mix.name(label());
        }
        return name;
    }

    @Override
    public final boolean isUnderWay() {
        return underWay;
    }

    /** Tells whether it is the scheduler's own, and so keeps nothing to itself that is not known. */
    public abstract boolean isOfScheduler();

    static boolean isOfScheduler(Class<?> what) {
        return what.getPackageName().equals(SCHEDULERS) && !what.isHidden();
    }

    /** Notes that it is at a port call. */
    final void isAt(String call) {
        where = call;
        calls = Mix.step(calls, call.hashCode());
    }

    /** Returns a number that stands for how far it is. */
    public final long progress() {
        return Mix.step(name(), calls);
    }

    void begin() {
        underWay = true;
        calls = 1;
    }

    void end() {
        underWay = false;
    }
}
