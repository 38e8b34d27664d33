package io.gpusched.domain.sched;

/** Changes one thing of a device and nothing else, as no call of the domain's public methods does. */
public final class Tampering {
    private Tampering() {}

    public static void attach(Entity entity) {
        entity.setAttached(true);
    }

    public static void markGuilty(Entity entity) {
        entity.markGuilty();
    }

    public static void chooseRunQueue(Entity entity) {
        boolean _ = entity.chooseRunQueue();
    }

    public static void retire(Entity entity, Job job) {
        entity.retired(job);
    }

    public static void blame(Job job) {
        job.blame();
    }

    public static void truncateCredits(Job job, int limit) {
        job.truncateCredits(limit);
    }

    public static void submittedAt(Job job, long nanos) {
        job.submittedAt(nanos);
    }

    public static void takeDependency(Job job) {
        var _ = job.nextDependency(Preparation.NONE);
    }

    public static void restampScheduled(Job job, long nanos) {
        job.fences().restampScheduled(nanos);
    }

    public static void takeCredit(Scheduler scheduler) {
        scheduler.credits().take(1);
    }

    public static void incrementScore(Scheduler scheduler) {
        scheduler.score().increment();
    }

    /** As if its client had said how long it takes. */
    public static void setEstimateMicros(Job job, int micros) {
        job.setEstimateMicros(micros);
    }
}
