package io.gpusched.domain.order;

import org.jspecify.annotations.Nullable;

/**
 * The least virtual run time first: GPU time used, scaled by priority, so that shares even out over time. One run queue holds all
 * priorities.
 *
 * <p>An entity that leaves keeps its lead over the head of the queue and gets it back when it returns. One that left from the top
 * has no lead to keep, so on its return to a queue with a head in it its place is a matter of judgement: behind the middle if it
 * is less urgent than the head, before the head if more urgent, and among equals the one with the shorter jobs goes first.
 *
 * @kernel DRM_SCHED_POLICY_FAIR
 */
public record Fair() implements KeyPolicy {
    @Override
    public String label() {
        return "fair";
    }

    @Override
    public boolean sharesOneRunQueue() {
        return true;
    }

    /** {@inheritDoc} @kernel drm_sched_entity_restore_vruntime() */
    @Override
    public boolean looksAtTheTime() {
        return false;
    }

    @Override
    public long keyOnJoin(Standing entity, Head head, Candidate first) {
        GpuTime time = entity.gpuTime();
        long lead = time.vruntimeNanos();
        @Nullable Priority headPriority = head.headPriority();
        if (lead == 0 && headPriority != null) {
            lead = leadOnReturnToTheTop(entity, headPriority, head.averageMicros());
        }
        long vruntime = head.minVruntimeNanos() + lead;
        time.setVruntimeNanos(vruntime);
        return vruntime;
    }

    private static long leadOnReturnToTheTop(Standing entity, Priority first, long schedulerAverageMicros) {
        Priority own = entity.priority();
        long averageMicros = entity.gpuTime().averageMicros();
        if (first.isMoreUrgentThan(own)) {
            return ((1 + averageMicros + schedulerAverageMicros) * 1_000) << own.vruntimeShift();
        }
        if (own.isMoreUrgentThan(first)) {
            return own.level() - (long) first.level();
        }
        return averageMicros <= schedulerAverageMicros ? -1 : 1;
    }

    /** {@inheritDoc} @kernel drm_sched_entity_update_vruntime() */
    @Override
    public long keyOnNext(Standing entity, Head head, Candidate first) {
        GpuTime time = entity.gpuTime();
        long vruntime = time.vruntimeNanos()
                + (time.takeUncountedNanos() << entity.priority().vruntimeShift());
        time.setVruntimeNanos(vruntime);
        return vruntime;
    }

    /** {@inheritDoc} @kernel drm_sched_entity_save_vruntime() */
    @Override
    public void onEmpty(Standing entity, Head head) {
        GpuTime time = entity.gpuTime();
        long min = head.minVruntimeNanos();
        long vruntime = time.vruntimeNanos();
        time.setVruntimeNanos(min != 0 && vruntime > min ? vruntime - min : 0);
    }
}
