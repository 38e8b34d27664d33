package io.gpusched.application.workload;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.Workload.Turn;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.EntityGroup;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plays a workload on a device: sets up its schedulers and entities, arms a timer for each step, in the order of the file, and does what
 * the step says when the timer fires.
 *
 * <p>All timers are armed before the run begins. Timers that are due at one time fire in the order in which they were armed, so steps of
 * equal times are played in the order of the file, whatever the run does in between; Linux's test harness does the same. A closed loop and a
 * script arm their next timer themselves when the job that they wait for is done.
 *
 * <p>A step may name a job that is pushed later, since closed loops move jobs against each other. It then waits for a stand-in, which
 * signals after the real fence ({@link AwaitedFences}).
 *
 * <p>Writer only.
 */
public final class Player {
    private final Workload workload;
    private final Device device;
    private final Timers timers;
    private final Clock clock;
    private final Backend backend;
    private final LatencySource latency;
    private final List<Scheduler> schedulers = new ArrayList<>();
    private final List<Entity> entities = new ArrayList<>();
    private final List<Fence> fences = new ArrayList<>();
    private final Map<String, EntityGroup> groups = new TreeMap<>();
    private final AwaitedFences awaited;

    /**
     * Sets up the machine.
     *
     * @param device a device without schedulers
     * @param writer the device's writer
     * @param backend makes the hardware under each scheduler
     * @param latency how long clients take to go on
     */
    public Player(Workload workload, Device device, Writer writer, Backend backend, LatencySource latency) {
        this.workload = workload;
        this.device = device;
        this.timers = writer.timers();
        this.clock = writer.clock();
        this.backend = backend.of(device);
        this.latency = latency;
        for (Workload.SchedulerLine line : workload.schedulers()) {
            schedulers.add(device.addScheduler(settings(line), this.backend.open(line, writer)));
        }
        for (Workload.EntityLine line : workload.entities()) {
            entities.add(entity(line));
        }
        for (String name : workload.fences()) {
            fences.add(device.addFence(new ExternalFence(name)));
        }
        this.awaited = new AwaitedFences(device, timers, fences);
        workload.steps().forEach(timed -> awaited.note(timed.step()));
    }

    private Entity entity(Workload.EntityLine line) {
        Entity entity =
                device.addEntity(line.priority(), schedulersOf(line.schedulers()), workload.hasGuiltyFlag(line));
        entity.setName(line.name());
        entity.setWeight(line.weight());
        if (line.group() != null) {
            entity.setGroup(group(line.group()));
        }
        return entity;
    }

    private EntityGroup group(Workload.GroupLine line) {
        EntityGroup known = groups.get(line.name());
        if (known == null) {
            known = new EntityGroup(line.name(), line.weight(), line.parent() == null ? null : group(line.parent()));
            groups.put(line.name(), known);
        }
        return known;
    }

    /** Sets up the machine, with clients that go on at once. */
    public Player(Workload workload, Device device, Writer writer, Backend backend) {
        this(workload, device, writer, backend, LatencySource.none());
    }

    /** Arms the timers of all steps; the run then goes by itself. */
    public void start() {
        for (TimedStep timed : workload.steps()) {
            timers.timer(() -> play(timed.step())).arm(timed.atNanos());
        }
    }

    /** Returns the schedulers, by id. */
    public List<Scheduler> schedulers() {
        return List.copyOf(schedulers);
    }

    /** Returns the entities, by id. */
    public List<Entity> entities() {
        return List.copyOf(entities);
    }

    private SchedulerSettings settings(Workload.SchedulerLine line) {
        @Nullable
        Scheduler sharer = line.scoreOf() == Workload.SchedulerLine.OWN_SCORE ? null : schedulers.get(line.scoreOf());
        return new SchedulerSettings(
                line.name(), workload.policyOf(line), line.credits(), line.timeoutNanos(), line.hangLimit(), sharer);
    }

    private List<Scheduler> schedulersOf(List<Integer> ids) {
        return ids.stream().map(schedulers::get).toList();
    }

    private void play(Step step) {
        switch (step) {
            case Step.Push push -> push(push);
            case Step.Client client -> new ClosedLoop(client).run();
            case Step.Script script -> new ScriptedClient(script).run();
            case Step.Signal signal -> device.signal(fences.get(signal.fence()), signal.error());
            case Step.SetPriority set -> device.setPriority(entities.get(set.entity()), set.to());
            case Step.SetWeight set -> device.setWeight(entities.get(set.entity()), set.to());
            case Step.SetGroupWeight set ->
                Objects.requireNonNull(groups.get(set.group())).setWeight(set.to());
            case Step.SetSchedulers set -> device.setSchedulers(entities.get(set.entity()), schedulersOf(set.to()));
            case Step.SetEligible set -> schedulers.get(set.scheduler()).setEligible(set.to());
            case Step.Stop stop -> device.stop(schedulers.get(stop.scheduler()));
            case Step.Start start -> start(start.scheduler());
            case Step.Fault fault -> device.fault(schedulers.get(fault.scheduler()));
            case Step.Close close -> device.close(entities.get(close.entity()));
            case Step.Teardown teardown -> {
                backend.beforeTeardown(teardown.scheduler());
                device.teardown(schedulers.get(teardown.scheduler()));
            }
            case Step.Send send -> device.send(schedulers.get(send.scheduler()), backend.message(send.message()));
        }
    }

    private void start(int scheduler) {
        if (!backend.isRecovering(scheduler)) {
            device.start(schedulers.get(scheduler));
        }
    }

    private @Nullable Job push(Step.Push push) {
        if (push.ring() != Step.Push.ANY_RING) {
            device.setSchedulers(entities.get(push.entity()), List.of(schedulers.get(push.ring())));
        }
        UnarmedJob job = new UnarmedJob(push.job(), entities.get(push.entity()), push.credits(), push.work());
        long deadlineNanos = push.work().request().deadlineNanos();
        if (deadlineNanos != Nanos.NO_LIMIT) {
            job.setDeadlineNanos(Timer.due(clock.nanos(), deadlineNanos));
        }
        for (Dependency each : push.dependencies()) {
            device.addDependency(job, awaited.fence(each));
        }
        return submit(job, push.job());
    }

    private @Nullable Job submit(UnarmedJob unarmed, long id) {
        latency.queueing(id);
        @Nullable Job job = device.submit(unarmed).getOrNull();
        latency.over();
        if (job != null) {
            awaited.submitted(id, job.fences());
        }
        return job;
    }

    /** One closed-loop client. */
    private final class ClosedLoop implements Runnable {
        private final Step.Client client;
        private final Timer wait;
        private long nextJob;
        private int cyclesLeft;

        ClosedLoop(Step.Client client) {
            this.client = client;
            this.nextJob = client.firstJob();
            this.cyclesLeft = client.cycles();
            this.wait = timers.timer(this);
        }

        @Override
        public void run() {
            if (cyclesLeft == 0) {
                return;
            }
            cyclesLeft--;
            Entity entity = entities.get(client.entity());
            GpuWork work = GpuWork.of(client.jobNanos());
            @Nullable Job last = null;
            for (int i = 0; i < client.jobs(); i++) {
                long id = nextJob++;
                last = submit(new UnarmedJob(id, entity, 1, work), id);
            }
            if (client.sync()
                    && last != null
                    && last.fences().finished().addCallback(fence -> pause(latency.client()))) {
                return;
            }
            pause(0);
        }

        private void pause(long latencyNanos) {
            wait.arm(latencyNanos + client.waitNanos());
        }

        @Override
        public String toString() {
            return "closed loop on entity " + client.entity() + " from job " + client.firstJob();
        }
    }

    /** One client that goes through a script. */
    private final class ScriptedClient implements Runnable {
        private final List<Turn> turns;
        private final Timer pause;
        private final @Nullable JobFences[] lastJobs;
        private int next;

        ScriptedClient(Step.Script script) {
            this.turns = script.turns();
            this.pause = timers.timer(this);
            int furthest = turns.stream().mapToInt(Turn::awaited).max().orElse(0);
            this.lastJobs = new JobFences[Math.max(1, furthest)];
        }

        @Override
        public void run() {
            @Nullable Job job = push(turns.get(next).push());
            lastJobs[next % lastJobs.length] = job == null ? null : job.fences();
            next++;
            if (next == turns.size()) {
                return;
            }
            Turn following = turns.get(next);
            if (!goesOnAfterWaiting(following)) {
                pause.arm(following.delayNanos());
            }
        }

        private boolean goesOnAfterWaiting(Turn turn) {
            if (turn.awaited() == 0 || turn.awaited() > next) {
                return false;
            }
            @Nullable JobFences awaited = lastJobs[(next - turn.awaited()) % lastJobs.length];
            return awaited != null
                    && awaited.finished().addCallback(fence -> pause.arm(latency.client() + turn.delayNanos()));
        }

        @Override
        public String toString() {
            return "recorded client from job " + turns.getFirst().push().job();
        }
    }
}
