package io.gpusched.application.insight;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.HardwareFence;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Scheduler;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps book of the jobs that a device has, from its tracepoints, and judges each tracepoint by the state at that moment. {@link
 * StateRules} compares the book with the state after each step.
 */
final class JobBook implements Tracepoints {
    private static final String NOT_PAUSED = "no job runs between a stop and a start";
    private static final String NOT_TORN_DOWN =
            "no job runs on, and none that ran is freed by, a scheduler that was torn down";
    private static final String NOT_KILLED = "no job of a killed entity runs";
    private static final String WITHIN_LIMIT = "the credits in flight never exceed the limit";
    private static final String AFTER_DEPENDENCIES = "a job runs after what it waits for";
    private static final String FENCE_ONCE = "a fence signals exactly once";
    private static final String HONEST = "a job finishes without an error only if a run of it did";
    private static final String ONE_HANDLER = "one timeout is handled at a time";
    private static final String IN_HAND = "a job is off the pending list while the timeout handler looks at it";
    private static final String NOT_EARLY = "a job times out when its time is over, or at a fault";
    private static final String BLAMED_ONCE = "a job is blamed at most once for each of its timeouts";

    private final Violations violations;
    private final Clock clock;
    private final Map<Long, Entry> jobs = new TreeMap<>();
    private final Map<Integer, Watch> watches = new TreeMap<>();
    private final Map<Integer, Client> clients = new TreeMap<>();
    private @Nullable Device device;
    private @Nullable Job judged;
    private long starts;
    private long pushed;
    private long freed;
    private long released;
    private long boundaryNanos;

    /** What the tracepoints told of a job that is not yet freed or released. */
    static final class Entry {
        final Job job;
        /** The finished fence of the job that its entity pushed before it, or null. */
        final @Nullable Fence before;
        /** Its place among all jobs that started, or 0 if it has not. */
        long start;

        boolean done;
        /** Off the pending list for good: the handler said that the device was gone. */
        boolean lost;

        /** A stop took its run off the hardware: its credits are back, until the start. */
        private boolean detached;

        private int timeouts;
        private @Nullable Launch lastLaunch;

        Entry(Job job, @Nullable Fence before) {
            this.job = job;
            this.before = before;
        }

        boolean hasRun() {
            return start > 0;
        }
    }

    /** What is to be expected of an entity. */
    static final class Client {
        final Entity entity;
        /** Its jobs that have not run. */
        int waiting;

        private @Nullable Fence lastPushed;

        Client(Entity entity) {
            this.entity = entity;
        }
    }

    /** What is to be expected of a scheduler. */
    static final class Watch {
        final Scheduler scheduler;
        boolean expectsTimeout;
        /** Linux does not look, after the handler said that the device was gone, whether the jobs behind have finished. */
        boolean leavesFinished;
        /** What jobs that are gone have left on the score, and nobody will take off. */
        int leaked;
        /** The credits of the jobs that ran and are not done; those that a stop detached have given theirs back. */
        int creditsUnderWay;
        /** The jobs that should be on the pending list. */
        int pending;
        /** The jobs that count for the score. */
        int scored;

        private boolean moved;
        private long armedSinceNanos;
        private long armedForNanos;

        Watch(Scheduler scheduler) {
            this.scheduler = scheduler;
        }

        /** The timeout should just have been armed, if there is one. */
        void armed(long sinceNanos) {
            expectsTimeout = scheduler.timeoutNanos() != Scheduler.NO_TIMEOUT;
            // Where there is no timeout nothing is armed, and a fault that was reported before stays queued.
            moved &= !expectsTimeout;
            armedSinceNanos = sinceNanos;
            armedForNanos = scheduler.timeoutNanos();
        }

        boolean isDue(long nowNanos) {
            return moved || nowNanos - armedSinceNanos >= armedForNanos;
        }
    }

    JobBook(Violations violations, Clock clock) {
        this.violations = violations;
        this.clock = clock;
    }

    void watch(Device watched) {
        device = watched;
    }

    /** Notes that a step is over: what the next one does, it does from now on. */
    void stepIsOver() {
        boundaryNanos = clock.nanos();
    }

    /** Returns how many jobs were pushed. */
    long pushed() {
        return pushed;
    }

    /** Returns how many times a job was freed. */
    long freed() {
        return freed;
    }

    /** Returns how many times a job was released. */
    long released() {
        return released;
    }

    /** Returns the jobs that were pushed and neither freed nor released, by id. */
    Collection<Entry> jobs() {
        return jobs.values();
    }

    @Nullable
    Entry entry(Job job) {
        return jobs.get(job.id());
    }

    /** Returns the entities that have pushed a job, by id. */
    Collection<Client> clients() {
        return clients.values();
    }

    /**
     * Tells whether somebody may be ready and not looked at. When an entity is killed whose first job did not fit, Linux wakes nobody; the
     * next job that is done does.
     */
    boolean mayOverlook(Scheduler scheduler, LinuxBugs bugs) {
        if (bugs == LinuxBugs.MENDED || scheduler.credits().inFlight() == 0) {
            return false;
        }
        for (Client each : clients.values()) {
            if (each.entity.isStopped() && each.entity.scheduler() == scheduler) {
                return true;
            }
        }
        return false;
    }

    /** Adds up, over all jobs, what is to be expected of each scheduler and each entity. */
    void addUp(LinuxBugs bugs) {
        for (Watch each : watches.values()) {
            each.creditsUnderWay = 0;
            each.pending = 0;
            each.scored = each.leaked;
        }
        clients.values().forEach(each -> each.waiting = 0);
        for (Entry each : jobs.values()) {
            addUp(each, bugs);
        }
    }

    private void addUp(Entry entry, LinuxBugs bugs) {
        Watch watch = watch(entry.job.scheduler());
        if (!entry.hasRun()) {
            client(entry.job.entity()).waiting++;
            // Linux forgets to take the queued jobs of a killed entity off the score.
            watch.scored += bugs == LinuxBugs.REPRODUCED || !entry.job.entity().isStopped() ? 1 : 0;
            return;
        }
        watch.pending += entry.lost ? 0 : 1;
        if (!entry.done) {
            watch.scored++;
            watch.creditsUnderWay += entry.detached ? 0 : entry.job.credits();
        }
    }

    private Client client(Entity entity) {
        return clients.computeIfAbsent(entity.id(), id -> new Client(entity));
    }

    Watch watch(Scheduler scheduler) {
        return watches.computeIfAbsent(scheduler.id(), id -> new Watch(scheduler));
    }

    @Override
    public void jobQueued(Job job) {
        Client client = client(job.entity());
        jobs.put(job.id(), new Entry(job, client.lastPushed));
        client.lastPushed = job.fences().finished();
        pushed++;
    }

    @Override
    public void jobRun(Job job) {
        Scheduler scheduler = job.scheduler();
        require(!scheduler.isPaused(), NOT_PAUSED, job);
        require(!isTornDown(scheduler), NOT_TORN_DOWN, job);
        require(!job.entity().isStopped(), NOT_KILLED, job);
        require(scheduler.credits().inFlight() <= scheduler.credits().limit(), WITHIN_LIMIT, job);
        for (int i = 0; i < job.dependencyCount(); i++) {
            require(isOver(job.dependency(i), job), AFTER_DEPENDENCIES, job);
        }
        watch(scheduler).armed(boundaryNanos);
        Entry entry = entry(job);
        if (entry != null) {
            entry.start = ++starts;
        }
    }

    /** The rule by which a dependency counts as met, see {@code Entity.pop}. */
    private static boolean isOver(Fence fence, Job job) {
        if (fence.isSignaled() || !(fence.source() instanceof JobFences other)) {
            return fence.isSignaled();
        }
        long own = job.entity().fenceContext();
        boolean ofOwnEntity = fence.context() == own || fence.context() == own + 1;
        return ofOwnEntity || (other.scheduler() == job.scheduler() && other.isScheduled());
    }

    @Override
    public void jobSubmitted(Job job, Launch launch) {
        Entry entry = entry(job);
        if (entry != null) {
            entry.lastLaunch = launch;
        }
    }

    @Override
    public void jobDone(Job job) {
        Entry entry = entry(job);
        if (entry != null) {
            entry.done = true;
        }
    }

    @Override
    public void scheduled(JobFences fences) {
        if (fences.isScheduled()) {
            violations.add(FENCE_ONCE, "the scheduled fence of job " + fences.jobId() + " has signalled before");
        }
    }

    @Override
    public void finished(JobFences fences) {
        signaled(fences.finished());
        Entry entry = jobs.get(fences.jobId());
        if (entry != null && fences.finished().error() == null) {
            HardwareFence run = entry.job.hardware();
            boolean ranToItsEnd = run != null && run.isSignaled();
            require(ranToItsEnd || entry.lastLaunch == Launch.Accepted.NOTHING, HONEST, entry.job);
        }
    }

    @Override
    public void signaled(Fence fence) {
        if (fence.isSignaled()) {
            violations.add(FENCE_ONCE, fence + " has signalled before");
        }
    }

    @Override
    public void timeoutMoved(Scheduler scheduler) {
        watch(scheduler).moved = true;
    }

    @Override
    public void stopped(Scheduler scheduler) {
        watch(scheduler).expectsTimeout = false;
        setDetached(scheduler, true);
    }

    @Override
    public void started(Scheduler scheduler) {
        watch(scheduler).armed(boundaryNanos);
        setDetached(scheduler, false);
    }

    private void setDetached(Scheduler scheduler, boolean detached) {
        for (Entry each : jobs.values()) {
            if (each.job.scheduler() == scheduler && each.hasRun() && !each.lost) {
                each.detached = detached;
            }
        }
    }

    @Override
    public void timedOut(Job job) {
        require(judged == null, ONE_HANDLER, job);
        require(!job.scheduler().pending().contains(job), IN_HAND, job);
        Watch watch = watch(job.scheduler());
        require(watch.isDue(clock.nanos()), NOT_EARLY, job);
        judged = job;
        Entry entry = entry(job);
        if (entry != null) {
            entry.timeouts++;
        }
    }

    @Override
    public void judged(Job job, Verdict verdict) {
        judged = null;
        Watch watch = watch(job.scheduler());
        switch (verdict) {
            case RESET, NO_HANG -> watch.armed(boundaryNanos);
            case ENODEV -> {
                watch.expectsTimeout = false;
                watch.leavesFinished = true;
            }
        }
        Entry entry = entry(job);
        if (entry != null) {
            require(job.karma() <= entry.timeouts, BLAMED_ONCE, job);
            entry.lost = verdict == Verdict.ENODEV && !job.scheduler().pending().contains(job);
        }
    }

    @Override
    public void released(Job job) {
        released++;
        jobs.remove(job.id());
    }

    @Override
    public void freed(Job job) {
        freed++;
        Entry entry = jobs.remove(job.id());
        if (entry == null) {
            return;
        }
        Watch watch = watch(job.scheduler());
        if (entry.hasRun()) {
            require(!isTornDown(job.scheduler()), NOT_TORN_DOWN, job);
            watch.armed(boundaryNanos);
            watch.leavesFinished = false;
            watch.leaked += entry.done ? 0 : 1;
        } else if (device != null && device.bugs() == LinuxBugs.REPRODUCED) {
            watch.leaked++;
        }
    }

    private boolean isTornDown(Scheduler scheduler) {
        return device != null && device.isTornDown(scheduler);
    }

    private void require(boolean holds, String rule, Job job) {
        if (!holds) {
            violations.add(rule, job + " of " + job.entity() + " on " + job.scheduler());
        }
    }
}
