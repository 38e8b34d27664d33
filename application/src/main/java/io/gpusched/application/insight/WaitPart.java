package io.gpusched.application.insight;

import io.gpusched.application.event.FenceName;
import io.gpusched.application.event.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a job's time between queue and done, and what it waited for. Of several things that are in its way at once, the one counts
 * that comes first in this order: an earlier job of its own entity, a dependency, a pause or reset, the credits.
 */
public sealed interface WaitPart {
    /** Returns when it began, in nanoseconds on the device's clock. */
    long fromNanos();

    /** Returns when it ended, in nanoseconds on the device's clock; later than it began. */
    long toNanos();

    /** Returns how long it was, in nanoseconds. */
    default long nanos() {
        return toNanos() - fromNanos();
    }

    /** Returns the same part, cut off at a time inside it. */
    default WaitPart until(long nanos) {
        return switch (this) {
            case BehindOwn it -> new BehindOwn(it.fromNanos(), nanos, it.job(), it.ahead());
            case Dependency it -> new Dependency(it.fromNanos(), nanos, it.fence());
            case Credits it -> new Credits(it.fromNanos(), nanos, it.holders(), it.first());
            case LostTo it -> new LostTo(it.fromNanos(), nanos, it.place(), it.winners());
            case Paused it -> new Paused(it.fromNanos(), nanos);
            case Reset it -> new Reset(it.fromNanos(), nanos, it.culprit());
            case OnRing it -> new OnRing(it.fromNanos(), nanos, it.with());
            case Running it -> new Running(it.fromNanos(), nanos);
            case Hung it -> new Hung(it.fromNanos(), nanos);
            case Killed it -> new Killed(it.fromNanos(), nanos);
            case Gone it -> new Gone(it.fromNanos(), nanos);
            case Worker it -> new Worker(it.fromNanos(), nanos);
        };
    }

    /**
     * An earlier job of the same entity had not gone to the hardware yet, and jobs of one entity run in order.
     *
     * @param job the one just before it
     * @param ahead how many jobs of its entity were queued before it when it was queued
     */
    record BehindOwn(long fromNanos, long toNanos, long job, int ahead) implements WaitPart {}

    /**
     * A fence had not signalled. A job of the same scheduler needs only to be on the hardware before this one, so then it is the scheduled
     * fence that was waited for.
     *
     * @param fence the first of those it still had to wait for
     */
    record Dependency(long fromNanos, long toNanos, FenceName fence) implements WaitPart {}

    /**
     * There was no room on the hardware.
     *
     * @param holders the jobs that held the credits, in the order in which they went to the hardware
     * @param first the job that did not fit: this one, or the first in line, which nobody may overtake
     */
    record Credits(long fromNanos, long toNanos, List<Long> holders, long first) implements WaitPart {}

    /**
     * There was no room on the hardware, since jobs of other entities were selected while this one could have run, too.
     *
     * @param place where its own entity stood; null where nobody knows
     * @param winners those jobs, in the order in which they were selected
     */
    record LostTo(long fromNanos, long toNanos, @Nullable Place place, List<Winner> winners) implements WaitPart {}

    /** Submission was paused. */
    record Paused(long fromNanos, long toNanos) implements WaitPart {}

    /**
     * A reset was under way, or a run of this job was lost to one and had to be repeated.
     *
     * @param culprit the job that had timed out; null if no timeout led to the reset
     */
    record Reset(long fromNanos, long toNanos, @Nullable Long culprit) implements WaitPart {}

    /**
     * It was on the hardware, and the ring worked on others.
     *
     * @param with the jobs that the ring worked on, in order; one twice if its run was lost and repeated
     */
    record OnRing(long fromNanos, long toNanos, List<Long> with) implements WaitPart {}

    /** The ring worked on it. */
    record Running(long fromNanos, long toNanos) implements WaitPart {}

    /** The ring worked on it without an end, until its timeout came and the driver called it a hang. */
    record Hung(long fromNanos, long toNanos) implements WaitPart {}

    /** Its entity had been killed: it will not run, and ends when the job before it and all that it waits for have ended. */
    record Killed(long fromNanos, long toNanos) implements WaitPart {}

    /** Its device is gone: nobody works on it, and nobody ends it. */
    record Gone(long fromNanos, long toNanos) implements WaitPart {}

    /**
     * Nothing that the events show was in its way. In virtual time it is the latency that the workload gives the scheduler's work; in
     * real time it is what that work takes to get its turn, and in a recording it may be anything that was not recorded.
     */
    record Worker(long fromNanos, long toNanos) implements WaitPart {}

    /**
     * A job that was selected before another one.
     *
     * @param entity whose it was
     * @param place where its entity stood then; null where nobody knows
     */
    record Winner(long job, int entity, @Nullable Place place) {}
}
