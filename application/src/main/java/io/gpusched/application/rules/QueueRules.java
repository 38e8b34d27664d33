package io.gpusched.application.rules;

import io.gpusched.application.rules.violation.Rule;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The queue of an entity: what is in it, whether the entity stands in its run queue, and what it waits for. */
final class QueueRules extends Subject {
    static final Rule STANDS = new Rule(
            "queues.stands",
            "an entity stands in its run queue if and only if it has a job and was not killed",
            "drm_sched_rq_add_entity(), sched_rq.c");
    static final Rule COMPLETE = new Rule(
            "queues.complete",
            "the jobs of a queue are its entity's own, have not run and are all there",
            "drm_sched_entity_push_job(), sched_entity.c");
    static final Rule WAITS = new Rule(
            "queues.waits",
            "an entity that waits has an unsignalled fence to wait for, and only such a one",
            "drm_sched_entity_add_dependency_cb(), sched_entity.c");
    static final Rule WAITS_NOWHERE = new Rule(
            "queues.waits-nowhere",
            "an entity that was killed, or waits no more, is called back by no fence",
            "drm_sched_entity_fini(), sched_entity.c");
    static final Rule LAST_ERROR = new Rule(
            "queues.last-error",
            "the last error of an entity is that of its job that was taken last",
            "drm_sched_entity_error(), sched_entity.c");
    static final Rule LAST_TAKEN = new Rule(
            "queues.last-taken",
            "an entity knows its job that was taken last, until that is retired",
            "drm_sched_entity_pop_job(): last_scheduled, sched_entity.c");

    QueueRules() {
        super(STANDS, COMPLETE, WAITS, WAITS_NOWHERE, LAST_ERROR, LAST_TAKEN);
    }

    @Override
    void checkEntity(Expected expected, ExpectedEntity expectedOf) {
        Entity entity = expectedOf.entity;
        boolean stands = entity.isReady() || entity.isBlocked();
        boolean shouldStand = !entity.isStopped() && entity.firstJob() != null;
        if (stands != shouldStand || (stands && !entity.isAttached()) || (entity.isReady() && entity.isBlocked())) {
            expected.violated(
                    STANDS,
                    entity + " with " + entity.queued() + " jobs queued, ready " + entity.isReady() + ", blocked "
                            + entity.isBlocked() + ", attached " + entity.isAttached());
        }
        requireLastTaken(expected, entity, expectedOf.lastTaken);
        requireWaitsNowhere(expected, entity, expectedOf);
        Fence dependency = entity.dependency();
        if ((dependency != null) != entity.isBlocked() || (dependency != null && dependency.isSignaled())) {
            expected.violated(WAITS, entity + " waits for " + dependency);
        }
        requireComplete(expected, entity, expectedOf.waiting);
    }

    private static void requireLastTaken(Expected expected, Entity entity, @Nullable Fence taken) {
        Errno error = taken == null ? null : taken.error();
        if (!Objects.equals(error, entity.lastError())) {
            expected.violated(LAST_ERROR, entity + " says " + entity.lastError() + ", not " + error);
        }
        if (taken != null && !taken.isSignaled() && entity.lastScheduled() != taken) {
            expected.violated(LAST_TAKEN, entity + " says " + entity.lastScheduled() + ", not " + taken);
        }
    }

    private static void requireWaitsNowhere(Expected expected, Entity entity, ExpectedEntity expectedOf) {
        Fence awaited = expectedOf.awaited;
        if (awaited == null || (entity.dependency() == awaited && !entity.isStopped())) {
            return;
        }
        for (int i = 0; i < awaited.waiting(); i++) {
            if (awaited.waiting(i) == entity) {
                expected.violated(WAITS_NOWHERE, entity + " is still among the callbacks of " + awaited);
            }
        }
        expectedOf.awaited = null;
    }

    private static void requireComplete(Expected expected, Entity entity, int waiting) {
        int count = 0;
        for (Job job = entity.firstJob(); job != null; job = entity.jobAfter(job)) {
            ExpectedJob known = expected.job(job);
            if (known == null
                    || known.hasRun()
                    || job.entity() != entity
                    || job.fences().isScheduled()) {
                expected.violated(COMPLETE, job + " is in the queue of " + entity);
            }
            count++;
        }
        if (count != entity.queued() || (count != waiting && !entity.isStopped())) {
            expected.violated(
                    COMPLETE,
                    entity + " says " + entity.queued() + ", has " + count + ", and " + waiting + " have not run");
        }
    }
}
