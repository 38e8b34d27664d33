package io.gpusched.domain.order;

/**
 * A policy that gives each entity a key when it enters its run queue and whenever one of its jobs was taken: smallest key first, equal keys
 * in the order of insertion. The three policies of Linux are one ordered queue each and differ in nothing but the key.
 *
 * <p>Implementations are stateless: all state is in the {@link Standing} and the {@link Head}. Called on the writer only. All
 * arithmetic is in signed 64 bits that wrap.
 *
 * @kernel drivers/gpu/drm/scheduler/sched_rq.c
 */
public non-sealed interface KeyPolicy extends Policy {
    /**
     * Returns the key of an entity that enters the queue because its first job arrived.
     *
     * @param entity the entity, not in the queue
     * @param head the queue
     * @param first that job
     * @kernel drm_sched_rq_add_entity()
     */
    long keyOnJoin(Standing entity, Head head, Candidate first);

    /**
     * Returns the key of an entity that had a job taken and has another waiting.
     *
     * @param entity the entity, still in the queue under its old key
     * @param head the queue
     * @param first the job that is first now
     * @kernel drm_sched_rq_pop_entity()
     */
    default long keyOnNext(Standing entity, Head head, Candidate first) {
        return keyOnJoin(entity, head, first);
    }

    /**
     * Returns the key of an entity whose first job is another one than before, although none was taken: the first one was withdrawn, or one
     * was put before it.
     *
     * @param entity the entity, still in the queue under its old key
     * @param head the queue
     * @param first the job that is first now
     */
    default long keyOnReplaced(Standing entity, Head head, Candidate first) {
        return keyOnNext(entity, head, first);
    }

    /**
     * Returns the key of an entity whose circumstances have changed while it waits: the entity has another priority or weight, its first job
     * has an earlier deadline, or the program has asked for it. The policies of Linux keep the key that they gave.
     *
     * @param entity the entity, still in the queue under its old key; one with the same key keeps its place
     * @param head the queue
     * @param first the first job of the entity
     */
    default long keyOnChange(Standing entity, Head head, Candidate first) {
        return entity.key();
    }

    /**
     * Called when an entity had its last job taken.
     *
     * @param entity the entity, out of the queue already
     * @param head the queue that it left
     * @kernel drm_sched_rq_pop_entity()
     */
    default void onEmpty(Standing entity, Head head) {}
}
