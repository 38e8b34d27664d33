package io.gpusched.adapters.explore.writer;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.adapters.explore.order.Alternative;
import io.gpusched.application.scheduling.SchedulerWork;
import org.jspecify.annotations.Nullable;

/**
 * Something that can happen on an exploring writer: a work item or a timer. Where items overlap, an activity can be suspended at a port
 * call and go on later.
 */
public abstract sealed class Activity implements Alternative permits WorkItem, ExploredTimer {
    private static final String SCHEDULERS = SchedulerWork.class.getPackageName();

    private final int actor;
    private @Nullable String label;
    private long name;
    private long calls;
    private boolean underWay;

    /** The strand on which the activity is suspended; null if it is not. */
    Strands.@Nullable Strand strand;

    Activity(int actor) {
        this.actor = actor;
    }

    /** Performs the activity from beginning to end. */
    abstract void perform();

    /** Makes the label. */
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

    /** Returns a hash of the label. */
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

    /** Tells whether this is code of the scheduler, which remembers nothing that the state does not show. */
    public abstract boolean isOfScheduler();

    static boolean isOfScheduler(Class<?> what) {
        return what.getPackageName().equals(SCHEDULERS) && !what.isHidden();
    }

    /** Takes note of the port call that the activity has reached. */
    final void isAt(String call) {
        calls = Mix.step(calls, call.hashCode());
    }

    /** Returns a hash of how far the activity is. */
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
