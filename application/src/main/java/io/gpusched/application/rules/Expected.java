package io.gpusched.application.rules;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.TimeoutMove;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The expected state of a device: the one model that all rules compare with.
 *
 * <p>The model learns from two sides only. The tracepoints report what the scheduler does, and the port reports what the hardware was
 * really told ({@link ReportingHardware}). From both it works out by its own arithmetic where each job, entity and scheduler should be:
 * credits, queues, keys, averages, deadlines, errors. It does not ask the domain for anything that a rule compares, so a slip in the domain
 * shows as a difference; what it does read there (which jobs are pending when the timer starts, the priority of an entity) is checked by
 * rules of its own.
 *
 * <p>The protocol of an event has three parts, and {@link Judge} keeps to it for every event:
 *
 * <ol>
 *   <li>the model finds the job, entity and scheduler that the event is about;
 *   <li>the rules look, in the order of the {@link RuleBook}, at the model as it was before the event and at the event;
 *   <li>the model learns the event.
 * </ol>
 *
 * <p>Two events differ. A job that is freed is retired first ({@link #retire}): the scheduler has charged its GPU time by then, so the model
 * charges it as well before the rules compare. And {@link #bears} tells what the model is about to learn of a job's error, since that
 * depends on the run that the event reports. What is true within one step only (who signals, what the hardware must be told next, which
 * times were set) is kept in fields of its own and cleared by {@link #stepIsOver}.
 *
 * <p>States. A job is unknown, queued ({@code !hasRun()}), running, done, finished, and then forgotten: freed or released. Between a stop and
 * a start it may be detached; in the hands of the timeout handler it is {@code inHand}; after ENODEV it may be lost. The model keeps no job
 * that was freed or released, so its size is that of the device, however long it runs.
 *
 * <p>Roads not taken. Nine listeners with books of their own kept the same fact about a job in up to nine places, and their order was an
 * unwritten protocol; a model made of recorded events needs an object for each event, which costs the explorer a third of its speed, and
 * cannot see who stands at a fence. Rules over recorded events alone are in {@code rules.history}.
 *
 * <p>Writer only. {@link ExpectedFingerprint} hashes the model for the explorer; a field added here must be added there if it decides what
 * is expected later and the device does not show it.
 */
final class Expected {
    private static final int NEAR = 15;

    final Clock clock;
    private final Violations violations;
    final List<ExpectedEntity> entities = new ArrayList<>(4);
    final List<ExpectedScheduler> schedulers = new ArrayList<>(4);
    final List<ExpectedFlush> flushes = new ArrayList<>(0);
    /** The jobs that were pushed and neither freed nor released, in the order in which they were pushed. */
    final List<ExpectedJob> jobs = new ArrayList<>();

    private final Map<Long, ExpectedJob> byId = new TreeMap<>();
    /** The jobs that were looked up last: most events are about one of a few jobs, and those need no search. */
    private final @Nullable ExpectedJob[] near = new ExpectedJob[NEAR + 1];

    /** The entities that were reported to wait for a fence, in that order. */
    private final List<ExpectedEntity> blocked = new ArrayList<>(2);

    private final ExpectedOrder order;
    private final Map<Long, List<Fence>> asked = new TreeMap<>();
    private final Map<Long, List<Fence>> prepared = new TreeMap<>();
    private @Nullable Device device;
    private long starts;

    long pushed;
    long freed;
    long released;
    long lastNanos;

    // ---- within one step ----

    /** How many fences are calling their callbacks. */
    int signalling;
    /** The job that the timeout handler looks at, or null. */
    @Nullable
    ExpectedJob judged;
    /** The timeout handler frees it: it had finished before the stop. Or null. */
    @Nullable
    ExpectedJob freedByHandler;
    /** The job that the handler's turn ended with: it is not retired but dropped, which follows at once. Or null. */
    @Nullable
    ExpectedJob justJudged;
    /** A job of a killed entity that was taken, or null. */
    @Nullable
    ExpectedJob takenOfKilled;
    /** The jobs that had a time set. */
    final List<ExpectedJob> touched = new ArrayList<>(4);

    /** What the hardware is to be told next, or null. */
    @Nullable
    Job toFree;

    @Nullable
    Job toCancel;

    @Nullable
    Job toAsk;

    @Nullable
    Message toProcess;
    /** What the handler answered last, or null. */
    @Nullable
    Verdict verdict;

    Expected(Clock clock, Violations violations) {
        this.clock = clock;
        this.order = new ExpectedOrder(clock);
        this.violations = violations;
    }

    /** Reports that a rule does not hold. */
    void violated(Rule rule, String seen) {
        violations.add(rule, seen);
    }

    /** Reports that a rule does not hold, unless it does. */
    void require(boolean holds, Rule rule, @Nullable Object seen) {
        if (!holds) {
            violations.add(rule, String.valueOf(seen));
        }
    }

    // ---- looking up ----

    void watch(Device watched) {
        device = watched;
    }

    Device device() {
        if (device == null) {
            throw new IllegalStateException("which device? call watch() first");
        }
        return device;
    }

    boolean isTornDown(Scheduler scheduler) {
        return device != null && device.isTornDown(scheduler);
    }

    LinuxBugs bugs() {
        return device == null ? LinuxBugs.MENDED : device.bugs();
    }

    boolean keepsBugs() {
        return bugs() == LinuxBugs.REPRODUCED;
    }

    @Nullable
    ExpectedJob job(long id) {
        int place = (int) id & NEAR;
        ExpectedJob found = near[place];
        if (found == null || found.job.id() != id) {
            found = byId.get(id);
            near[place] = found;
        }
        return found;
    }

    @Nullable
    ExpectedJob job(Job job) {
        return job(job.id());
    }

    /** Entities are numbered from 0 in the order in which they are made, so the id is nearly always the place. */
    ExpectedEntity entity(Entity entity) {
        if (entity.id() < entities.size() && entities.get(entity.id()).entity == entity) {
            return entities.get(entity.id());
        }
        for (int i = 0; i < entities.size(); i++) {
            if (entities.get(i).entity == entity) {
                return entities.get(i);
            }
        }
        ExpectedEntity made = new ExpectedEntity(entity);
        entities.add(made);
        return made;
    }

    ExpectedScheduler scheduler(Scheduler scheduler) {
        for (int i = 0; i < schedulers.size(); i++) {
            if (schedulers.get(i).scheduler == scheduler) {
                return schedulers.get(i);
            }
        }
        ExpectedScheduler made = new ExpectedScheduler(scheduler);
        schedulers.add(made);
        return made;
    }

    // ---- the life of a job ----

    /** Keeps, of the fences of each context, the latest. */
    void askDependency(long job, Fence fence) {
        List<Fence> fences = asked.computeIfAbsent(job, it -> new ArrayList<>(2));
        for (int i = 0; i < fences.size(); i++) {
            Fence before = fences.get(i);
            if (before.context() == fence.context()) {
                fences.set(i, before.seqno() < fence.seqno() ? fence : before);
                return;
            }
        }
        fences.add(fence);
    }

    void refuse(long job) {
        asked.remove(job);
    }

    /** Makes what is expected of a job that is about to be queued; {@link #push} enters it. */
    ExpectedJob arriving(Job job) {
        List<Fence> fences = asked.remove(job.id());
        return new ExpectedJob(
                job,
                entity(job.entity()),
                scheduler(job.scheduler()),
                clock.nanos(),
                fences == null ? List.of() : fences);
    }

    void push(ExpectedJob job) {
        pushed++;
        byId.put(job.job.id(), job);
        near[(int) job.job.id() & NEAR] = job;
        jobs.add(job);
        ExpectedEntity entity = job.entity;
        if (!entity.choice.isEmpty() && !entity.isBusy()) {
            entity.choice = leftToChoose(entity);
        }
        takenOfKilled = entity.killed && !keepsBugs() ? job : takenOfKilled;
        entity.scheduler = job.job.scheduler();
        order.push(job, bugs());
        touched.add(job);
        entity.pushed = job;
    }

    /** An entity that may use one scheduler stays there from its next job on. */
    static List<Scheduler> leftToChoose(ExpectedEntity entity) {
        return entity.choice.size() == 1 && !entity.isBusy() ? List.of() : entity.choice;
    }

    /** The first job of an entity waits for a fence. */
    void block(ExpectedEntity entity, Fence fence) {
        entity.awaited = fence;
        if (scheduler(entity.scheduler).shares != null) {
            ExpectedShares.block(entity);
            blocked.add(entity);
        }
    }

    /** Those that waited for a fence have work again, in the order in which they came to wait. */
    void unblock(Fence fence) {
        for (int i = 0; i < blocked.size(); i++) {
            ExpectedEntity each = blocked.get(i);
            if (each.awaited == fence) {
                blocked.remove(i--);
                ExpectedShares shares = scheduler(each.scheduler).shares;
                if (shares != null && each.first != null) {
                    shares.enter(each, each.first);
                }
            }
        }
    }

    /** A job goes to the hardware: as {@link #unblock}, without making a fence that nobody has asked for. */
    void unblockStarted(JobFences fences) {
        if (!blocked.isEmpty()) {
            unblock(fences.scheduled());
        }
    }

    /** A run of a job is over. */
    void done(ExpectedJob job) {
        job.done = true;
        if (job.scheduler.shares != null) {
            job.scheduler.shares.end(job, clock.nanos(), overlaps(job.scheduler));
        }
    }

    /** Records a fence that the hardware wants to be waited for before a job runs. */
    void prepare(ExpectedJob job, Fence fence) {
        prepared.computeIfAbsent(job.job.id(), it -> new ArrayList<>(1)).add(fence);
    }

    /** Returns what the hardware wanted to be waited for before a job runs. */
    List<Fence> preparedFor(ExpectedJob job) {
        return prepared.isEmpty() ? List.of() : prepared.getOrDefault(job.job.id(), List.of());
    }

    void run(ExpectedJob job) {
        job.entity.lastTaken = job.job.fences().finished();
        if (job.entity.guilty) {
            job.ownError = Errno.ECANCELED;
        }
        job.scheduler.selected = null;
        job.timedFromNanos = clock.nanos();
        if (!job.hasRun()) {
            job.scheduler.running.add(job);
            prepared.remove(job.job.id());
            order.run(job);
        }
        job.start = ++starts;
        job.scheduler.timeout.start(clock.nanos());
    }

    /**
     * Returns the error that a job should bear when the hardware is given it: cancelled by its client, for its guilty entity, or by a reset
     * beyond the hang limit.
     */
    @Nullable
    Errno bears(ExpectedJob job) {
        return job.detached && cancels(job) == job.job.entity() ? Errno.ECANCELED : job.ownError;
    }

    /** A resubmission cancels all jobs of the first entity that it meets whose job is beyond the hang limit. */
    private static @Nullable Entity cancels(ExpectedJob job) {
        boolean beyond = job.blames > job.scheduler.scheduler.hangLimit();
        return job.scheduler.cancelled == null && beyond ? job.job.entity() : job.scheduler.cancelled;
    }

    void submit(ExpectedJob job, Launch launch) {
        job.ownError = bears(job);
        if (job.detached) {
            job.again = true;
            job.timedFromNanos = clock.nanos();
            job.scheduler.cancelled = cancels(job);
        }
        job.lastLaunch = launch;
        job.answer = null;
    }

    void schedule(ExpectedJob job) {
        job.scheduled = true;
        job.scheduledNanos = clock.nanos();
        touched.add(job);
    }

    void finish(ExpectedJob job) {
        job.finished = true;
        job.finishedNanos = clock.nanos();
        job.before = null; // else each job would keep all that were before it
        touched.add(job);
    }

    /**
     * Charges a job that is about to be freed, unless it is dropped: the handler dropped it, it did not finish, or a reset or teardown freed
     * it while submission is paused. Free work that was under way may still retire one then, so the charge decides.
     *
     * @return whether it was charged
     */
    boolean retire(ExpectedJob job) {
        if (!job.hasRun()) {
            return false;
        }
        boolean dropped =
                job == justJudged || !job.finished || (job.job.scheduler().isPaused() && isUncharged(job));
        justJudged = null;
        if (dropped) {
            return false;
        }
        long durationNanos = job.finishedNanos - job.scheduledNanos;
        job.entity.runtimeNanos += durationNanos;
        job.entity.average.add(durationNanos);
        job.scheduler.average.add(durationNanos);
        if (!overlaps(job.scheduler)) {
            restampNext(job);
        }
        return true;
    }

    private boolean overlaps(ExpectedScheduler scheduler) {
        return device == null || device.overlaps(scheduler.scheduler);
    }

    private static boolean isUncharged(ExpectedJob job) {
        return job.job.entity().gpuTime().runtimeNanos() == job.entity.runtimeNanos
                && job.job.scheduler().averageMicros() == job.scheduler.average.micros();
    }

    /** The next one counts as started when this one finished, even if it has finished before that. */
    private void restampNext(ExpectedJob job) {
        for (int i = 0; i < job.scheduler.running.size(); i++) {
            ExpectedJob next = job.scheduler.running.get(i);
            if (next != job && !next.lost && !next.inHand) {
                if (next.scheduled) {
                    next.scheduledNanos = job.finishedNanos;
                    touched.add(next);
                }
                return;
            }
        }
    }

    void free(Job freedJob, @Nullable ExpectedJob job) {
        freed++;
        toFree = freedJob;
        if (job == null) {
            return;
        }
        ExpectedScheduler scheduler = job.scheduler;
        if (job == freedByHandler) {
            freedByHandler = null;
        } else if (job.hasRun() && !scheduler.scheduler.isPaused()) {
            scheduler.timeout.restart(clock.nanos());
        }
        if (job.hasRun()) {
            scheduler.leavesFinished = false;
            scheduler.leaked += job.done ? 0 : 1;
        } else if (keepsBugs()) {
            scheduler.leaked++;
        }
        forget(job);
    }

    void release(@Nullable ExpectedJob job) {
        released++;
        if (job != null) {
            forget(job);
        }
    }

    private void forget(ExpectedJob job) {
        near[(int) job.job.id() & NEAR] = null;
        byId.remove(job.job.id());
        jobs.remove(job);
        job.scheduler.running.remove(job);
    }

    // ---- timeouts and resets ----

    void timeOut(Job timedOut, @Nullable ExpectedJob job) {
        scheduler(timedOut.scheduler()).timeout.disarm();
        toAsk = timedOut;
        judged = job;
        if (job != null) {
            job.timedOut = true;
            job.inHand = true;
            job.karma = timedOut.karma();
        }
    }

    void judge(Job judgedJob, @Nullable ExpectedJob job, Verdict answer) {
        ExpectedScheduler scheduler = scheduler(judgedJob.scheduler());
        judged = null;
        justJudged = job;
        // A false alarm within a reset may move the job to the end: then nobody can say which should be last.
        scheduler.resubmitted = null;
        scheduler.leavesFinished |= answer == Verdict.ENODEV;
        if (job != null) {
            job.inHand = false;
            job.karma = judgedJob.karma();
            job.lost =
                    answer == Verdict.ENODEV && !judgedJob.scheduler().pending().contains(judgedJob);
            if (answer.putsBack() && judgedJob.scheduler().pending().isOverlapping()) {
                // The others are due before it now, so it stands behind them.
                job.timedFromNanos = clock.nanos();
                job.start = ++starts;
            }
        }
        if (answer != Verdict.ENODEV) {
            scheduler.timeout.afterVerdict(clock.nanos(), answer.putsBack());
        }
    }

    void blame(ExpectedJob job) {
        if (job.job.priority() != Priority.KERNEL) {
            job.blames++;
            Entity entity = job.job.entity();
            job.entity.guilty |=
                    entity.hasGuiltyFlag() && entity.isAttached() && entity.scheduler() == job.job.scheduler();
        }
    }

    /** The handler blames a job by the recovery that it was given, whether or not the scheduler reports it. */
    void blameThroughPort(ExpectedJob job) {
        job.portBlames += job.job.priority() == Priority.KERNEL ? 0 : 1;
    }

    void stop(ExpectedScheduler scheduler) {
        scheduler.inReset = true;
        scheduler.runsAgain = false;
        scheduler.startError = null;
        scheduler.cancelled = null;
        scheduler.resubmitted = null;
        scheduler.timeout.disarm();
        ExpectedJob bad = judged;
        if (bad != null
                && bad.scheduler == scheduler
                && !scheduler.scheduler.pending().contains(bad.job)) {
            freedByHandler = bad.done ? bad : null;
        }
        for (int i = 0; i < scheduler.running.size(); i++) {
            ExpectedJob each = scheduler.running.get(i);
            each.again = false;
            each.detached |= !each.lost;
        }
    }

    void start(ExpectedScheduler scheduler) {
        scheduler.inReset = false;
        scheduler.resubmitted = null;
        for (int i = 0; i < scheduler.running.size(); i++) {
            ExpectedJob each = scheduler.running.get(i);
            each.detached &= each.lost;
        }
        scheduler.timeout.start(clock.nanos());
    }

    void moveTimeout(ExpectedScheduler scheduler, TimeoutMove move) {
        scheduler.timeout.move(move, clock.nanos());
    }

    // ---- entities ----

    void setPriority(ExpectedEntity entity) {
        order.setPriority(entity, scheduler(entity.scheduler), bugs());
    }

    void rekey(ExpectedEntity entity) {
        order.rekey(entity, scheduler(entity.scheduler));
    }

    void kill(ExpectedEntity entity) {
        entity.killed = true;
        order.kill(entity, scheduler(entity.scheduler));
    }

    void flush(Entity entity, Fence fence, long limitNanos) {
        flushes.add(new ExpectedFlush(entity, fence, Timer.due(clock.nanos(), limitNanos)));
    }

    // ---- between two steps ----

    /** Adds up, over all jobs, what each scheduler and each entity should say of them. */
    void addUp() {
        for (int i = 0; i < schedulers.size(); i++) {
            ExpectedScheduler each = schedulers.get(i);
            each.creditsUnderWay = 0;
            each.pending = 0;
            each.scored = each.leaked;
        }
        for (int i = 0; i < entities.size(); i++) {
            entities.get(i).waiting = 0;
        }
        boolean keepsBugs = keepsBugs();
        for (int i = 0; i < jobs.size(); i++) {
            addUp(jobs.get(i), keepsBugs);
        }
    }

    private static void addUp(ExpectedJob job, boolean keepsBugs) {
        ExpectedScheduler scheduler = job.scheduler;
        if (!job.hasRun()) {
            job.entity.waiting++;
            // Linux forgets to take the queued jobs of a killed entity off the score.
            scheduler.scored += keepsBugs || !job.job.entity().isStopped() ? 1 : 0;
            return;
        }
        scheduler.pending += job.lost ? 0 : 1;
        if (!job.done) {
            scheduler.scored++;
            scheduler.creditsUnderWay += job.detached ? 0 : job.job.credits();
        }
    }

    /**
     * Tells whether an entity may be ready and not looked at. When an entity is killed whose first job did not fit, Linux wakes nobody; the
     * next job that is done does.
     */
    boolean mayOverlook(Scheduler scheduler) {
        if (!keepsBugs() || scheduler.credits().inFlight() == 0) {
            return false;
        }
        for (ExpectedEntity each : entities) {
            if (each.pushed != null && each.entity.isStopped() && each.entity.scheduler() == scheduler) {
                return true;
            }
        }
        return false;
    }

    /** No fence signals any more, and a handler that has returned has armed its timer. */
    void comeToRest() {
        signalling = 0;
        for (int i = 0; i < schedulers.size(); i++) {
            schedulers.get(i).timeout.stepIsOver(clock.nanos());
        }
    }

    /** Forgets what was true within the step only. */
    void stepIsOver() {
        justJudged = null;
        takenOfKilled = null;
        lastNanos = clock.nanos();
        touched.clear();
        for (int i = 0; i < schedulers.size(); i++) {
            schedulers.get(i).selected = null;
        }
    }
}
