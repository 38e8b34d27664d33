package io.gpusched.application.rules;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.rules.JobBook.Entry;
import io.gpusched.application.rules.JobBook.Watch;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.HardwareFence;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Scheduler;
import org.jspecify.annotations.Nullable;

/** What must be true at each tracepoint, judged by the state at that moment. Enters what it is told in the {@link JobBook}. */
final class TracepointRules implements Tracepoints {
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
    private static final String BLAMED_ONCE = "a job is blamed at most once for each of its timeouts";
    private static final String ERROR_KEPT = "an error of the hardware becomes the error of the job's finished fence";
    private static final String KILLED_LAST = "a killed job ends after the job before it and after what it waits for";
    private static final String NOT_IN_HAND = "a job is not freed while the timeout handler looks at it";
    private static final String NOT_INSIDE = "no killed job ends, and no job is freed, inside the callback of a fence";

    private static final String NO_MESSAGE = "no message is processed while submission is paused";
    private static final String IN_TURN = "who waits for a fence is told of it in the order in which they came";

    private final Violations violations;
    private final JobBook book;
    private @Nullable Device device;
    private @Nullable Job judged;
    private int signalling;

    TracepointRules(Violations violations, JobBook book) {
        this.violations = violations;
        this.book = book;
    }

    void watch(Device watched) {
        device = watched;
    }

    /** Notes that a step is over: what the next one does, it does from now on. */
    void stepIsOver() {
        signalling = 0;
    }

    /** A fence is about to signal: until the last who waits for it was told, everything happens inside its callbacks. */
    private void signals(Fence fence) {
        if (fence.waiting() > 0) {
            signalling++;
            Entity first = fence.waiting(0) instanceof Entity waits ? waits : null;
            fence.addCallback(told -> {
                signalling--;
                if (first != null && first.dependency() == told) {
                    violations.add(IN_TURN, first + " was not told of " + told + " before those behind it");
                }
            });
        }
    }

    @Override
    public void jobQueued(Job job) {
        book.push(job);
    }

    @Override
    public void jobRun(Job job) {
        Scheduler scheduler = job.scheduler();
        require(!scheduler.isPaused() && !book.watch(scheduler).inReset, NOT_PAUSED, job);
        require(!isTornDown(scheduler), NOT_TORN_DOWN, job);
        require(!job.entity().isStopped(), NOT_KILLED, job);
        require(scheduler.credits().inFlight() <= scheduler.credits().limit(), WITHIN_LIMIT, job);
        for (int i = 0; i < job.dependencyCount(); i++) {
            require(isOver(job.dependency(i), job), AFTER_DEPENDENCIES, job);
        }
        book.start(job);
        book.client(job.entity()).lastTaken = job.fences().finished();
    }

    @Override
    public void jobUnschedulable(Job job, Fence dependency) {
        book.client(job.entity()).awaited = dependency;
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
        require(!isTornDown(job.scheduler()), NOT_TORN_DOWN, job);
        Entry entry = book.entry(job);
        if (entry != null) {
            entry.lastLaunch = launch;
        }
    }

    @Override
    public void jobDone(Job job) {
        Entry entry = book.entry(job);
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
        boolean inside = signalling > 0;
        signaled(fences.finished());
        Entry entry = book.entry(fences.jobId());
        if (entry == null) {
            return;
        }
        Job job = entry.job;
        @Nullable HardwareFence run = job.hardware();
        boolean ranToItsEnd = run != null && run.isSignaled();
        if (fences.finished().error() == null) {
            require(ranToItsEnd || entry.lastLaunch == Launch.Accepted.NOTHING, HONEST, job);
        }
        if (run != null && ranToItsEnd && run.error() != null) {
            require(run.error().equals(fences.finished().error()), ERROR_KEPT, job);
        }
        // A job that is refused when a reset runs it again ends as cancelled, as in Linux.
        if (entry.lastLaunch instanceof Launch.Refused refused && !entry.detached) {
            require(refused.error().equals(fences.finished().error()), ERROR_KEPT, job);
        }
        if (!entry.hasRun()) {
            require(!inside, NOT_INSIDE, job);
            requireKilledLast(entry);
        }
    }

    private void requireKilledLast(Entry entry) {
        Job job = entry.job;
        require(entry.before == null || entry.before.isSignaled(), KILLED_LAST, job);
        for (int i = 0; i < job.dependencyCount(); i++) {
            Fence fence = job.dependency(i);
            Fence whole = fence.source() instanceof JobFences other ? other.finished() : fence;
            require(whole.isSignaled(), KILLED_LAST, job);
        }
    }

    @Override
    public void signaled(Fence fence) {
        if (fence.isSignaled()) {
            violations.add(FENCE_ONCE, fence + " has signalled before");
        } else {
            signals(fence);
        }
    }

    @Override
    public void paused(Scheduler scheduler) {
        book.watch(scheduler).paused = true;
    }

    @Override
    public void resumed(Scheduler scheduler) {
        book.watch(scheduler).paused = false;
    }

    @Override
    public void stopped(Scheduler scheduler) {
        book.watch(scheduler).inReset = true;
        book.setDetached(scheduler, true);
    }

    @Override
    public void started(Scheduler scheduler) {
        book.watch(scheduler).inReset = false;
        book.setDetached(scheduler, false);
    }

    @Override
    public void timedOut(Job job) {
        require(judged == null, ONE_HANDLER, job);
        require(!job.scheduler().pending().contains(job), IN_HAND, job);
        judged = job;
        Entry entry = book.entry(job);
        if (entry != null) {
            entry.timedOut = true;
            entry.inHand = true;
            entry.karma = job.karma();
        }
    }

    @Override
    public void judged(Job job, Verdict verdict) {
        judged = null;
        Watch watch = book.watch(job.scheduler());
        watch.leavesFinished |= verdict == Verdict.ENODEV;
        Entry entry = book.entry(job);
        if (entry != null) {
            require(job.karma() <= entry.karma + 1, BLAMED_ONCE, job);
            entry.inHand = false;
            entry.karma = job.karma();
            entry.lost = verdict == Verdict.ENODEV && !job.scheduler().pending().contains(job);
        }
    }

    @Override
    public void released(Job job) {
        book.release(job);
    }

    @Override
    public void freed(Job job) {
        Entry entry = book.free(job);
        if (entry == null) {
            return;
        }
        require(!entry.inHand, NOT_IN_HAND, job);
        require(signalling == 0, NOT_INSIDE, job);
        Watch watch = book.watch(job.scheduler());
        if (entry.hasRun()) {
            require(!isTornDown(job.scheduler()), NOT_TORN_DOWN, job);
            watch.leavesFinished = false;
            watch.leaked += entry.done ? 0 : 1;
        } else if (device != null && device.bugs() == LinuxBugs.REPRODUCED) {
            watch.leaked++;
        }
    }

    @Override
    public void messageSent(Scheduler scheduler, Message message) {
        book.watch(scheduler).messages++;
    }

    @Override
    public void messageProcessed(Scheduler scheduler, Message message) {
        Watch watch = book.watch(scheduler);
        watch.messages--;
        if (watch.paused) {
            violations.add(NO_MESSAGE, message + " on " + scheduler);
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
