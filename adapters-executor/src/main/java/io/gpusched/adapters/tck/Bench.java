package io.gpusched.adapters.tck;

import io.gpusched.adapters.tck.RuleBroken.Trace;
import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Writer;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One device with the tested hardware under its rings, a witness between them, and the words in which tests of rules are written. Used on the thread of
 * the test.
 *
 * <p>A wait for what must happen ends when it has happened. It is given up after some timeouts on the writer's own clock, and then says what is
 * missing and why.
 */
final class Bench implements AutoCloseable {
    /** The credits of a ring, where the hardware takes several jobs at a time. */
    static final int CREDITS = 4;

    private final RuleStage stage;
    private final BackendRig rig;
    private final BenchSettings settings;
    private final Witness witness;
    private final List<Scheduler> rings = new ArrayList<>();
    private final List<Hardware> hardware = new ArrayList<>();
    private final List<Entity> clients = new ArrayList<>();
    private @Nullable Device device;
    private TestedBackend.@Nullable Opened opened;
    private long nextJob;

    Bench(RuleStage stage, BackendRig rig, BenchSettings settings) {
        this.stage = stage;
        this.rig = rig;
        this.settings = settings;
        this.witness = new Witness(rig.writer()::nowNanos, rig::changed);
    }

    /** Makes the device and its hardware. */
    void begin() {
        run(() -> {
            Device made = new Device(rig.writer(), new StopListener());
            device = made;
            TestedBackend.Opened hardwareOfTest =
                    stage.backend().open(made, new WitnessedWriter(rig.writer(), witness));
            opened = hardwareOfTest;
            for (int i = 0; i < settings.rings(); i++) {
                addRing(made, hardwareOfTest.ring(i), i);
            }
        });
    }

    private void addRing(Device made, Hardware tested, int number) {
        Hardware watched = new WitnessedHardware(tested, witness, number);
        hardware.add(watched);
        rings.add(made.addScheduler(
                new SchedulerSettings(
                        "ring" + number,
                        new Fifo(),
                        creditLimit(),
                        settings.timeouts() ? stage.backend().timeoutNanos() : Nanos.NO_LIMIT,
                        settings.hangLimit(),
                        null),
                watched));
        clients.add(made.addEntity(Priority.NORMAL, List.of(rings.getLast())));
    }

    /** Hears of the resets, which take runs away. */
    private final class StopListener implements Tracepoints {
        @Override
        public void stopped(Scheduler scheduler) {
            witness.takenAway(scheduler.id());
        }

        @Override
        public void paused(Scheduler scheduler) {
            witness.paused(scheduler.id(), true);
        }

        @Override
        public void resumed(Scheduler scheduler) {
            witness.paused(scheduler.id(), false);
        }
    }

    Writer writer() {
        return rig.writer();
    }

    Witness witness() {
        return witness;
    }

    Device device() {
        return Objects.requireNonNull(device);
    }

    TestedBackend.Opened opened() {
        return Objects.requireNonNull(opened);
    }

    /** Returns the hardware under a ring, with the witness. */
    Hardware hardware(int ring) {
        return hardware.get(ring);
    }

    Scheduler ring(int number) {
        return rings.get(number);
    }

    /** Returns the client of a ring. */
    Entity client(int ring) {
        return clients.get(ring);
    }

    int creditLimit() {
        return stage.can(Capability.CREDITS) ? CREDITS : 1;
    }

    /** Runs a step on the writer and returns its result. */
    <T extends @Nullable Object> T call(Callable<T> step) {
        try {
            return rig.call(step);
        } catch (BackendRig.WriterFailed failed) {
            throw asRuleBroken(failed);
        }
    }

    /** Runs a step on the writer. */
    void run(Runnable step) {
        Boolean _ = call(() -> {
            step.run();
            return true;
        });
    }

    /** Says what a failure of the writer is about: mostly, the hardware threw. */
    private RuleBroken asRuleBroken(BackendRig.WriterFailed failed) {
        HardwareCall thrower = witness.firstThrown();
        Throwable thrown = thrower == null ? null : thrower.thrown();
        if (thrower == null || thrown == null) {
            Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
            return RuleBroken.by("the writer failed: " + cause, trace("where", cause));
        }
        return RuleBroken.by(thrower + " threw " + thrown, trace("where", thrown));
    }

    static Trace trace(String title, Throwable thrown) {
        return new Trace(title, Witness.frames(thrown.getStackTrace()));
    }

    /** Returns the payload of a kind of work that the backend has. */
    Object payload(SampleWork work) {
        return Objects.requireNonNull(stage.backend().sample(work), () -> "no sample of " + work);
    }

    /** Submits a job of one credit to the first ring. */
    Job submit(SampleWork work) {
        return submit(clients.getFirst(), work, 1);
    }

    /** Submits a job. */
    Job submit(Entity client, SampleWork work, int credits) {
        Object payload = payload(work);
        return call(() -> submitHere(device(), client, payload, nextJob++, credits));
    }

    /** Submits a job; on the writer. */
    Job submitHere(Device to, Entity client, Object payload, long id, int credits) {
        Job job = to.submit(new UnarmedJob(id, client, credits, payload))
                .getOrElseThrow(rejection -> new IllegalStateException(rejection.reason()));
        witness.note("submit(job " + id + (credits == 1 ? ")" : ", " + credits + " credits)"));
        if (!job.fences().finished().addCallback(fence -> witness.finished(job, fence.error()))) {
            witness.finished(job, job.fences().finished().error());
        }
        return job;
    }

    /** Submits several jobs of one credit in one step. */
    List<Job> submitAll(int count, SampleWork work) {
        Object payload = payload(work);
        return call(() -> {
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                jobs.add(submitHere(device(), clients.getFirst(), payload, nextJob++, 1));
            }
            return jobs;
        });
    }

    /** Submits jobs of one credit of two kinds by turns, in one step. */
    List<Job> submitByTurns(int count, SampleWork first, SampleWork second) {
        Object one = payload(first);
        Object other = payload(second);
        return call(() -> {
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                jobs.add(submitHere(device(), clients.getFirst(), i % 2 == 0 ? one : other, nextJob++, 1));
            }
            return jobs;
        });
    }

    /** Submits several jobs of one credit of a client of their own, in one step. */
    List<Job> submitForAnother(int count, SampleWork work) {
        Object payload = payload(work);
        return call(() -> {
            Entity another = device().addEntity(Priority.NORMAL, List.of(rings.getFirst()));
            clients.add(another);
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                jobs.add(submitHere(device(), another, payload, nextJob++, 1));
            }
            return jobs;
        });
    }

    /** Submits a job of a client of its own: one that no hang has made guilty yet. */
    Job submitForOneMore(SampleWork work) {
        return submitForAnother(1, work).getFirst();
    }

    /** Cancels a job in a step of its own. */
    boolean cancel(Job job) {
        return call(() -> device().cancel(job));
    }

    /** Closes the clients and tears the rings down. */
    void tearDown() {
        run(() -> {
            witness.note("teardown");
            clients.forEach(device()::close);
            rings.forEach(device()::teardown);
        });
    }

    /** Waits until something is so, and tells whether it came. While jobs end, it is worth waiting. */
    boolean comes(BooleanSupplier done) {
        int before;
        do {
            before = witness.progress();
            if (comes(stage.patience(), done)) {
                return true;
            }
        } while (witness.progress() > before);
        return false;
    }

    /** Lets a part of a timeout pass, so that the next job starts later than those before. */
    void passPartOfATimeout() {
        boolean _ = comes(stage.backend().timeoutNanos() / 2, 1, () -> false);
    }

    private boolean comes(int timeouts, BooleanSupplier done) {
        return comes(stage.backend().timeoutNanos(), timeouts, done);
    }

    private boolean comes(long periodNanos, int periods, BooleanSupplier done) {
        try {
            return rig.runUntil(periodNanos, periods, done);
        } catch (BackendRig.WriterFailed failed) {
            throw asRuleBroken(failed);
        }
    }

    /** Lets some timeouts pass, and whatever happens meanwhile. */
    void pass(int timeouts) {
        boolean _ = comes(timeouts, () -> false);
    }

    /** Waits until all of these jobs have ended. */
    void awaitEnds(List<Job> jobs) {
        if (!comes(() -> jobs.stream().allMatch(job -> witness.isFinished(job)))) {
            for (Job each : jobs) {
                if (!witness.isFinished(each)) {
                    throw missing(each);
                }
            }
        }
    }

    /** Waits until a job has ended. */
    void awaitEnd(Job job) {
        awaitEnds(List.of(job));
    }

    /** Waits until all of these jobs have ended and were freed. */
    void awaitFrees(List<Job> jobs) {
        awaitEnds(jobs);
        if (!comes(() -> jobs.stream().allMatch(job -> witness.frees(job) > 0))) {
            Job job = jobs.stream()
                    .filter(each -> witness.frees(each) == 0)
                    .findFirst()
                    .orElseThrow();
            throw RuleBroken.byAbsence(
                    "job " + job.id() + " has ended and was never freed: one that started before it is in its way");
        }
    }

    /** Waits until the hardware was given a job. */
    RunRecord awaitRun(Job job) {
        if (!comes(() ->
                !witness.runs(job).isEmpty() && witness.runs(job).getLast().launch() != null)) {
            throw missing(job);
        }
        return witness.runs(job).getLast();
    }

    /** Waits until something is so. */
    void await(String missing, BooleanSupplier done) {
        if (!comes(done)) {
            throw RuleBroken.byAbsence(missing);
        }
    }

    /** Says what has become of a job that did not end. */
    RuleBroken missing(Job job) {
        List<RunRecord> runs = witness.runs(job);
        if (runs.isEmpty()) {
            return RuleBroken.byAbsence("job " + job.id() + " was never started; " + stateOfRing(job));
        }
        RunRecord run = runs.getLast();
        Launch launch = run.launch();
        if (!run.isAccepted()) {
            return RuleBroken.byAbsence(
                    "job " + job.id() + " has not ended: run() returned " + launch + "; " + stateOfRing(job));
        }
        RunRecord.End end = witness.firstEnd(run);
        if (end == null) {
            long since = rig.writer().nowNanos() - run.startNanos();
            return RuleBroken.byAbsence(run + " was never completed: run() returned RUNNING " + Witness.time(since)
                    + " before, and nobody has called its completion"
                    + (stage.can(Capability.REAL_TIME)
                            ? ""
                            : "; the clock was virtual, so if it works with threads, declare REAL_TIME"));
        }
        return RuleBroken.byAbsence(run + " was completed " + end.caller() + " and has not ended; " + stateOfRing(job));
    }

    private String stateOfRing(Job job) {
        return call(() -> {
            Scheduler ring = job.scheduler();
            return ring.name() + (ring.isPaused() ? " is stopped and was not started again" : " is running") + ", "
                    + ring.credits().inFlight() + " of " + creditLimit() + " credits are in flight";
        });
    }

    @Nullable
    Errno error(Job job) {
        return witness.error(job);
    }

    /** Demands that a job has ended without an error. */
    void requireSuccess(Job job) {
        Errno error = error(job);
        if (error != null) {
            throw RuleBroken.by("job " + job.id() + " ended with " + error + " instead of success" + how(job));
        }
    }

    /** Demands that a job has ended with one of these errors. */
    void requireError(Job job, List<Errno> allowed) {
        Errno error = error(job);
        if (error == null || !allowed.isEmpty() && !allowed.contains(error)) {
            throw RuleBroken.by("job " + job.id() + " ended with " + (error == null ? "success" : error.toString())
                    + " instead of " + (allowed.isEmpty() ? "an error" : words(allowed)) + how(job));
        }
    }

    private static String words(List<Errno> errors) {
        return String.join(" or ", errors.stream().map(Errno::toString).toList());
    }

    /** Says how a job came to its end. */
    private String how(Job job) {
        List<RunRecord> runs = witness.runs(job);
        if (runs.isEmpty()) {
            return ", without a run";
        }
        RunRecord run = runs.getLast();
        RunRecord.End end = witness.firstEnd(run);
        return end == null
                ? run.isAccepted() ? ", and no completion was called" : ": run() returned " + run.launch()
                : ": its completion was called " + end.caller();
    }

    /** Demands that the backend did nothing of a kind. */
    void requireNo(Witness.Offence kind) {
        RuleBroken offence = witness.offence(kind);
        if (offence != null) {
            throw offence;
        }
    }

    /** Returns what the hardware holds for jobs, if it counts that. */
    OptionalLong resourcesHeld() {
        return call(() -> opened().resourcesHeld());
    }

    long freeJobNumber() {
        return nextJob++;
    }

    @Override
    public void close() {
        rig.close();
        if (opened != null) {
            opened.close();
        }
    }
}
