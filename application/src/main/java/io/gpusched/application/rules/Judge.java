package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.TimeoutMove;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.rules.Subject.Happening;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.application.scheduling.QueuedWork;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands each event to the rules, in the order of the {@link RuleBook}, and then to the model.
 *
 * <p>It has one short method for each tracepoint, for each call of the port, and for what is checked between two steps, so that the whole
 * protocol can be read from top to bottom. Each method does the same three things: it finds the job, entity or scheduler in {@link Expected},
 * asks the subjects, and updates the model. {@link Expected} explains the order, and the two events that differ.
 *
 * <p>A subject is asked only about events for which it overrides a method of {@link Subject}. Who these are is found out once, by
 * {@link RuleBook#listening}: a step of an exploration has some twenty events, and most subjects care for three.
 *
 * <p>An event about a job that the model does not know is reported by {@link Subject#unknown} and goes no further.
 *
 * <p>Writer only.
 */
final class Judge implements Tracepoints {
    // Each subject is asked only about what it overrides.
    private static final List<Subject> CANCELLED = RuleBook.listening("cancelled");
    private static final List<Subject> CHECK = RuleBook.listening("check");
    private static final List<Subject> CHECK_ENTITY = RuleBook.listening("checkEntity");
    private static final List<Subject> CHECK_JOB = RuleBook.listening("checkJob");
    private static final List<Subject> CHECK_QUIET = RuleBook.listening("checkQuiet");
    private static final List<Subject> CHECK_SCHEDULER = RuleBook.listening("checkScheduler");
    private static final List<Subject> FINISHED = RuleBook.listening("finished");
    private static final List<Subject> FREED = RuleBook.listening("freed");
    private static final List<Subject> HARDWARE_ANSWERED = RuleBook.listening("hardwareAnswered");
    private static final List<Subject> HARDWARE_CANCELS = RuleBook.listening("hardwareCancels");
    private static final List<Subject> HARDWARE_FREES = RuleBook.listening("hardwareFrees");
    private static final List<Subject> HARDWARE_HEARS_OF_UNKNOWN = RuleBook.listening("hardwareHearsOfUnknown");
    private static final List<Subject> HARDWARE_IS_ASKED = RuleBook.listening("hardwareIsAsked");
    private static final List<Subject> HARDWARE_IS_WANTED = RuleBook.listening("hardwareIsWanted");
    private static final List<Subject> HARDWARE_RUNS = RuleBook.listening("hardwareRuns");
    private static final List<Subject> JOB_DONE = RuleBook.listening("jobDone");
    private static final List<Subject> JOB_QUEUED = RuleBook.listening("jobQueued");
    private static final List<Subject> JOB_RUN = RuleBook.listening("jobRun");
    private static final List<Subject> JOB_SUBMITTED = RuleBook.listening("jobSubmitted");
    private static final List<Subject> JUDGED = RuleBook.listening("judged");
    private static final List<Subject> MESSAGE_PROCESSED = RuleBook.listening("messageProcessed");
    private static final List<Subject> MESSAGE_RUNS = RuleBook.listening("messageRuns");
    private static final List<Subject> REFUSED = RuleBook.listening("refused");
    private static final List<Subject> SCHEDULED = RuleBook.listening("scheduled");
    private static final List<Subject> SELECTED = RuleBook.listening("selected");
    private static final List<Subject> SIGNALED = RuleBook.listening("signaled");
    private static final List<Subject> STARTED = RuleBook.listening("started");
    private static final List<Subject> STARTING = RuleBook.listening("starting");
    private static final List<Subject> STEP_IS_OVER = RuleBook.listening("stepIsOver");
    private static final List<Subject> TIMED_OUT = RuleBook.listening("timedOut");
    private static final List<Subject> TORN_DOWN = RuleBook.listening("tornDown");
    private static final List<Subject> UNKNOWN = RuleBook.listening("unknown");

    private final Expected expected;
    private final Violations violations;

    Judge(Expected expected, Violations violations) {
        this.expected = expected;
        this.violations = violations;
    }

    /** Counts an event that a {@link io.gpusched.application.event.Recorder} would record as well. */
    private void event() {
        violations.eventSeen();
    }

    /** Asks each subject in turn. */
    private static void all(List<Subject> listening, Consumer<Subject> question) {
        for (int i = 0; i < listening.size(); i++) {
            question.accept(listening.get(i));
        }
    }

    private @Nullable ExpectedJob known(Job job, Happening happening) {
        return known(job.id(), job.scheduler(), happening);
    }

    private @Nullable ExpectedJob known(long job, Scheduler scheduler, Happening happening) {
        ExpectedJob known = expected.job(job);
        if (known == null) {
            all(UNKNOWN, each -> each.unknown(expected, job, scheduler, happening));
        }
        return known;
    }

    // ---- clients ----

    @Override
    public void entityAdded(Entity entity) {
        expected.entity(entity);
    }

    @Override
    public void schedulersChanged(Entity entity, List<Scheduler> to) {
        expected.entity(entity).choice = List.copyOf(to);
    }

    @Override
    public void dependencyAsked(UnarmedJob job, Fence dependency) {
        expected.askDependency(job.id(), dependency);
    }

    @Override
    public void refused(UnarmedJob job) {
        ExpectedEntity entity = expected.entity(job.entity());
        all(REFUSED, each -> each.refused(expected, entity));
        expected.refuse(job.id());
    }

    @Override
    public void jobQueued(Job job) {
        event();
        ExpectedJob arriving = expected.arriving(job);
        all(JOB_QUEUED, each -> each.jobQueued(expected, arriving));
        expected.push(arriving);
    }

    @Override
    public void dependencyAdded(Job job, Fence dependency) {
        event();
    }

    @Override
    public void cancelledInQueue(Job job) {
        ExpectedJob known = expected.job(job);
        if (known != null) {
            known.ownError = Errno.ECANCELED;
        }
    }

    @Override
    public void priorityChanged(Entity entity) {
        event();
        expected.setPriority(expected.entity(entity));
    }

    @Override
    public void rekeyed(Entity entity) {
        event();
        expected.rekey(expected.entity(entity));
    }

    @Override
    public void forgiven(Entity entity) {
        event();
        expected.entity(entity).guilty = false;
    }

    @Override
    public void killed(Entity entity) {
        event();
        expected.kill(expected.entity(entity));
    }

    @Override
    public void flushed(Entity entity, Fence flush, long limitNanos) {
        expected.flush(entity, flush, limitNanos);
    }

    // ---- the life of a job ----

    @Override
    public void jobUnschedulable(Job job, Fence dependency) {
        event();
        expected.block(expected.entity(job.entity()), dependency);
    }

    @Override
    public void selected(Entity entity) {
        ExpectedEntity known = expected.entity(entity);
        all(SELECTED, each -> each.selected(expected, known));
        expected.scheduler(known.scheduler).selected = known;
    }

    @Override
    public void jobRun(Job job) {
        event();
        ExpectedJob known = known(job, Happening.RUN);
        if (known != null) {
            all(JOB_RUN, each -> each.jobRun(expected, known));
            expected.run(known);
        }
    }

    @Override
    public void jobSubmitted(Job job, Launch launch) {
        event();
        ExpectedJob known = known(job, Happening.SUBMITTED);
        if (known != null) {
            all(JOB_SUBMITTED, each -> each.jobSubmitted(expected, known, launch));
            expected.submit(known, launch);
        }
    }

    @Override
    public void jobDone(Job job) {
        event();
        ExpectedJob known = known(job, Happening.DONE);
        if (known != null) {
            all(JOB_DONE, each -> each.jobDone(expected, known));
            expected.done(known);
        }
    }

    @Override
    public void scheduled(JobFences fences) {
        event();
        ExpectedJob known = known(fences.jobId(), fences.scheduler(), Happening.SIGNALED);
        all(SCHEDULED, each -> each.scheduled(expected, fences, known));
        if (known != null) {
            expected.schedule(known);
        }
        expected.unblockStarted(fences);
    }

    @Override
    public void finished(JobFences fences) {
        event();
        ExpectedJob known = known(fences.jobId(), fences.scheduler(), Happening.SIGNALED);
        if (known != null) {
            all(FINISHED, each -> each.finished(expected, known));
        }
        signals(fences.finished());
        if (known != null) {
            expected.finish(known);
        }
        expected.unblock(fences.finished());
    }

    @Override
    public void signaled(Fence fence) {
        event();
        signals(fence);
        expected.flushes.removeIf(each -> each.fence() == fence);
        expected.unblock(fence);
    }

    private void signals(Fence fence) {
        all(SIGNALED, each -> each.signaled(expected, fence));
    }

    @Override
    public void cancelled(Job job) {
        event();
        ExpectedJob known = known(job, Happening.CANCELLED);
        all(CANCELLED, each -> each.cancelled(expected, job, known));
        announce();
        expected.toCancel = job;
        if (known != null) {
            known.cancelled = true;
        }
    }

    @Override
    public void freed(Job job) {
        event();
        ExpectedJob known = known(job, Happening.FREED);
        if (known != null) {
            boolean charged = expected.retire(known);
            all(FREED, each -> each.freed(expected, known, charged));
        }
        announce();
        expected.free(job, known);
    }

    /** What the last event announced should have come to the hardware by now, and has been looked at. */
    private void announce() {
        expected.toFree = null;
        expected.toCancel = null;
        expected.toProcess = null;
    }

    // ---- timeouts and resets ----

    @Override
    public void timeoutMoved(Scheduler scheduler, TimeoutMove move) {
        expected.moveTimeout(expected.scheduler(scheduler), move);
    }

    @Override
    public void timedOut(Job job) {
        all(TIMED_OUT, each -> each.timedOut(expected, job));
        expected.timeOut(job, known(job, Happening.TIMED_OUT));
    }

    @Override
    public void nothingTimedOut(Scheduler scheduler) {
        expected.scheduler(scheduler).timeout.restart(expected.clock.nanos());
    }

    @Override
    public void judged(Job job, Verdict verdict) {
        event();
        ExpectedJob known = expected.job(job);
        if (known != null) {
            all(JUDGED, each -> each.judged(expected, known, verdict));
        }
        expected.judge(job, known, verdict);
    }

    @Override
    public void blamed(Job job) {
        ExpectedJob known = expected.job(job);
        if (known != null) {
            expected.blame(known);
        }
    }

    @Override
    public void paused(Scheduler scheduler) {
        event();
        expected.scheduler(scheduler).paused = true;
    }

    @Override
    public void resumed(Scheduler scheduler) {
        event();
        expected.scheduler(scheduler).paused = false;
    }

    @Override
    public void stopped(Scheduler scheduler) {
        expected.stop(expected.scheduler(scheduler));
    }

    @Override
    public void resubmitting(Scheduler scheduler) {
        expected.scheduler(scheduler).runsAgain = true;
    }

    @Override
    public void starting(Scheduler scheduler, @Nullable Errno error) {
        ExpectedScheduler known = expected.scheduler(scheduler);
        all(STARTING, each -> each.starting(expected, known, error));
        known.startError = error;
    }

    @Override
    public void started(Scheduler scheduler) {
        ExpectedScheduler known = expected.scheduler(scheduler);
        all(STARTED, each -> each.started(expected, known));
        expected.start(known);
    }

    @Override
    public void released(Job job) {
        event();
        expected.release(known(job, Happening.RELEASED));
    }

    @Override
    public void tornDown(Scheduler scheduler) {
        ExpectedScheduler known = expected.scheduler(scheduler);
        all(TORN_DOWN, each -> each.tornDown(expected, known));
        known.timeout.disarm();
    }

    // ---- messages ----

    @Override
    public void messageSent(Scheduler scheduler, Message message) {
        event();
        expected.scheduler(scheduler).messages.add(message);
    }

    @Override
    public void messageProcessed(Scheduler scheduler, Message message) {
        event();
        ExpectedScheduler known = expected.scheduler(scheduler);
        all(MESSAGE_PROCESSED, each -> each.messageProcessed(expected, known, message));
        announce();
        known.messages.remove(message);
        expected.toProcess = message instanceof ReportingMessage ? message : null;
    }

    /** A message is about to be processed. */
    void processes(Message message) {
        all(MESSAGE_RUNS, each -> each.messageRuns(expected, message));
        expected.toProcess = null;
    }

    // ---- what the hardware is really told ----

    /** Returns what is known of a job that hardware hears of, or null. */
    private @Nullable ExpectedJob heard(Job job) {
        expected.scheduler(job.scheduler()).watched = true;
        ExpectedJob known = expected.job(job);
        if (known == null) {
            all(HARDWARE_HEARS_OF_UNKNOWN, each -> each.hardwareHearsOfUnknown(expected, job));
        }
        return known;
    }

    /** Hardware is about to be asked for a dependency of its own. */
    void prepares(Job job) {
        heard(job);
    }

    /** Hardware is about to be given a job. */
    void runs(Job job) {
        ExpectedJob known = heard(job);
        if (known != null) {
            all(HARDWARE_RUNS, each -> each.hardwareRuns(expected, known));
            if (known.runs++ > 0) {
                known.scheduler.resubmitted = job;
            }
        }
    }

    /** Hardware has answered to a job. */
    void answers(Job job, Launch launch) {
        ExpectedJob known = expected.job(job);
        if (known != null) {
            known.answer = launch;
        }
    }

    /** Hardware is about to be asked about a job that timed out. */
    void asks(Job job) {
        heard(job);
        all(HARDWARE_IS_ASKED, each -> each.hardwareIsAsked(expected, job));
        expected.toAsk = null;
    }

    /** Hardware has said what to do about a job that timed out. */
    void judges(Job job, Verdict said) {
        expected.verdict = said;
        all(HARDWARE_ANSWERED, each -> each.hardwareAnswered(expected, job));
    }

    /** The timeout handler is about to blame a job. */
    void blames(Job bad) {
        ExpectedJob known = heard(bad);
        if (known != null) {
            expected.blameThroughPort(known);
        }
    }

    /** Hardware is about to learn a deadline. */
    void wants(Job job, long deadlineNanos) {
        ExpectedJob known = heard(job);
        if (known != null) {
            all(HARDWARE_IS_WANTED, each -> each.hardwareIsWanted(expected, known, deadlineNanos));
            known.deadlineNanos = deadlineNanos;
        }
    }

    /** Hardware is about to hear that the scheduler is done with a job, which the model has just forgotten. */
    void frees(Job job) {
        expected.scheduler(job.scheduler()).watched = true;
        all(HARDWARE_FREES, each -> each.hardwareFrees(expected, job));
        expected.toFree = null;
    }

    /** Hardware is about to be asked to cancel a job. */
    void cancels(Job job) {
        heard(job);
        all(HARDWARE_CANCELS, each -> each.hardwareCancels(expected, job));
        expected.toCancel = null;
    }

    // ---- between two steps ----

    /** Compares the state with the model, and ends the step. */
    void check() {
        expected.comeToRest();
        expected.addUp();
        List<Scheduler> schedulers = expected.device().schedulers();
        all(CHECK, each -> each.check(expected));
        announce();
        for (int i = 0; i < schedulers.size(); i++) {
            ExpectedScheduler scheduler = expected.scheduler(schedulers.get(i));
            QueuedWork queued = expected.device().queuedWork(scheduler.scheduler);
            all(CHECK_SCHEDULER, each -> each.checkScheduler(expected, scheduler, queued));
        }
        for (int i = 0; i < expected.jobs.size(); i++) {
            ExpectedJob job = expected.jobs.get(i);
            all(CHECK_JOB, each -> each.checkJob(expected, job));
        }
        for (int i = 0; i < expected.entities.size(); i++) {
            ExpectedEntity entity = expected.entities.get(i);
            all(CHECK_ENTITY, each -> each.checkEntity(expected, entity));
        }
    }

    /** Ends a step: compares what was set in it. */
    void stepIsOver() {
        expected.comeToRest();
        all(STEP_IS_OVER, each -> each.stepIsOver(expected));
        expected.stepIsOver();
    }

    /** Compares the state with the model when nothing is left to do. */
    void checkQuiet() {
        check();
        for (Scheduler each : expected.device().schedulers()) {
            ExpectedScheduler scheduler = expected.scheduler(each);
            QueuedWork queued = expected.device().queuedWork(each);
            all(CHECK_QUIET, subject -> subject.checkQuiet(expected, scheduler, queued));
        }
    }
}
