package io.gpusched.adapters.explore.replay;

import io.gpusched.adapters.explore.workload.SmallWorkloads;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Workloads in few bytes, so that one with a handful of jobs fits into a replay token. Names are left out: what is read has the names that
 * case files give.
 */
final class WorkloadCode {
    private static final List<OnTimeout> HANDLERS = List.of(OnTimeout.values());
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final int PUSH = 0;
    private static final int SIGNAL = 1;
    private static final int PRIORITY = 2;
    private static final int SCHEDULERS = 3;
    private static final int READY = 4;
    private static final int STOP = 5;
    private static final int START = 6;
    private static final int FAULT = 7;
    private static final int CLOSE = 8;
    private static final int TEARDOWN = 9;
    private static final int CLIENT = 10;
    private static final int SEND = 11;
    private static final int KINDS = 16;
    private static final int HAS_HANGS = 1;
    private static final int HAS_RUN_ERROR = 2;
    private static final int HAS_HARDWARE_ERROR = 4;
    private static final int HAS_CREDITS = 8;
    private static final int HAS_DEPENDENCIES = 16;
    private static final int FLAGS = 32;

    private WorkloadCode() {}

    /**
     * Writes a workload.
     *
     * @return false if it holds something that has no code, such as a recorded client; the bytes are then of no use
     */
    static boolean write(Workload workload, ByteWriter out) {
        int policy = SmallWorkloads.POLICIES.indexOf(workload.policy());
        boolean written = policy >= 0;
        out.number(Math.max(policy, 0));
        out.number(workload.untilNanos() == Workload.NO_END ? 0 : workload.untilNanos() + 1);
        out.number(workload.schedulers().size());
        for (SchedulerLine each : workload.schedulers()) {
            int own = each.policy() == null ? -1 : SmallWorkloads.POLICIES.indexOf(each.policy());
            out.number(each.credits())
                    .number(each.timeoutNanos() == Scheduler.NO_TIMEOUT ? 0 : each.timeoutNanos())
                    .number(each.hangLimit())
                    .number(HANDLERS.indexOf(each.onTimeout()))
                    .number((each.scoreOf() + 1) * 2L + (each.ring() == RingKind.SERIAL ? 0 : 1))
                    .number(own + 1L);
            if (each.onTimeout() == OnTimeout.RESET_DEVICE) {
                out.number(each.resetNanos());
            }
            written &= own >= 0 || each.policy() == null;
        }
        out.number(workload.entities().size());
        for (EntityLine each : workload.entities()) {
            out.number(each.priority().level());
            list(each.schedulers(), out);
        }
        out.number(workload.fences().size());
        out.number(workload.steps().size());
        long before = 0;
        for (TimedStep each : workload.steps()) {
            out.signed(each.atNanos() - before);
            before = each.atNanos();
            written &= write(each.step(), out);
        }
        return written;
    }

    private static void list(List<Integer> numbers, ByteWriter out) {
        out.number(numbers.size());
        numbers.forEach(out::number);
    }

    private static boolean write(Step step, ByteWriter out) {
        switch (step) {
            case Step.Push push -> write(push, out);
            case Step.Signal signal -> {
                out.number(SIGNAL).number(signal.fence());
                errno(signal.error(), out);
            }
            case Step.SetPriority set ->
                out.number(PRIORITY).number(set.entity()).number(set.to().level());
            case Step.SetSchedulers set -> {
                out.number(SCHEDULERS).number(set.entity());
                list(set.to(), out);
            }
            case Step.SetEligible set ->
                out.number(READY).number(set.scheduler()).number(set.to() ? 1 : 0);
            case Step.Stop stop -> out.number(STOP).number(stop.scheduler());
            case Step.Start start -> out.number(START).number(start.scheduler());
            case Step.Fault fault -> out.number(FAULT).number(fault.scheduler());
            case Step.Close close -> out.number(CLOSE).number(close.entity());
            case Step.Teardown teardown -> out.number(TEARDOWN).number(teardown.scheduler());
            case Step.Send send -> out.number(SEND).number(send.scheduler()).text(send.message());
            case Step.Client client ->
                out.number(CLIENT)
                        .number(client.entity())
                        .number(client.firstJob())
                        .number(client.jobs())
                        .number(client.jobNanos())
                        .number(client.waitNanos())
                        .number(client.sync() ? 1 : 0)
                        .number(client.cycles());
            case Step.Script script -> {
                return false;
            }
        }
        return true;
    }

    private static void write(Step.Push push, ByteWriter out) {
        GpuWork work = push.work();
        int flags = (work.hangs() == 0 ? 0 : HAS_HANGS)
                + (work.runError() == null ? 0 : HAS_RUN_ERROR)
                + (work.hardwareError() == null ? 0 : HAS_HARDWARE_ERROR)
                + (push.credits() == 1 ? 0 : HAS_CREDITS)
                + (push.dependencies().isEmpty() ? 0 : HAS_DEPENDENCIES);
        out.number(PUSH).number(flags).number(push.job()).number(push.entity()).number(work.durationNanos());
        if (work.hangs() != 0) {
            out.number(work.hangs());
        }
        if (work.runError() != null) {
            errno(work.runError(), out);
        }
        if (work.hardwareError() != null) {
            errno(work.hardwareError(), out);
        }
        if (push.credits() != 1) {
            out.number(push.credits());
        }
        if (!push.dependencies().isEmpty()) {
            out.number(push.dependencies().size());
            for (Dependency each : push.dependencies()) {
                switch (each) {
                    case Dependency.Finished other -> out.number(other.job() * 3);
                    case Dependency.Scheduled other -> out.number(other.job() * 3 + 1);
                    case Dependency.External external -> out.number(external.fence() * 3L + 2);
                }
            }
        }
    }

    private static void errno(@Nullable Errno errno, ByteWriter out) {
        out.number(errno == null ? 0 : errno.number());
    }

    /**
     * Reads a workload.
     *
     * @throws IllegalArgumentException if the bytes are none
     */
    static Workload read(ByteReader in) {
        Policy policy = SmallWorkloads.POLICIES.get(in.below(SmallWorkloads.POLICIES.size()));
        long until = in.number();
        List<SchedulerLine> schedulers = new ArrayList<>();
        int schedulerCount = in.count();
        for (int i = 0; i < schedulerCount; i++) {
            int credits = in.integer();
            long timeout = in.number();
            int hangLimit = in.integer();
            OnTimeout onTimeout = HANDLERS.get(in.below(HANDLERS.size()));
            int score = in.integer();
            int own = in.below(SmallWorkloads.POLICIES.size() + 1);
            long resetNanos = onTimeout == OnTimeout.RESET_DEVICE ? in.number() : 0;
            schedulers.add(new SchedulerLine(
                    "ring" + i,
                    credits,
                    timeout == 0 ? Scheduler.NO_TIMEOUT : timeout,
                    hangLimit,
                    onTimeout,
                    score / 2 - 1,
                    score % 2 == 0 ? RingKind.SERIAL : RingKind.OVERLAPPING,
                    own == 0 ? null : SmallWorkloads.POLICIES.get(own - 1),
                    resetNanos));
        }
        List<EntityLine> entities = new ArrayList<>();
        int entityCount = in.count();
        for (int i = 0; i < entityCount; i++) {
            entities.add(new EntityLine("entity " + i, priority(in), list(in)));
        }
        List<String> fences = new ArrayList<>();
        int fenceCount = in.count();
        for (int i = 0; i < fenceCount; i++) {
            fences.add("x" + i);
        }
        List<TimedStep> steps = new ArrayList<>();
        int stepCount = in.count();
        long at = 0;
        for (int i = 0; i < stepCount; i++) {
            at += in.signed();
            steps.add(new TimedStep(at, step(in)));
        }
        return new Workload(policy, schedulers, entities, fences, steps, until == 0 ? Workload.NO_END : until - 1);
    }

    private static Priority priority(ByteReader in) {
        return PRIORITIES.get(in.below(PRIORITIES.size()));
    }

    private static List<Integer> list(ByteReader in) {
        List<Integer> numbers = new ArrayList<>();
        int count = in.count();
        for (int i = 0; i < count; i++) {
            numbers.add(in.integer());
        }
        return numbers;
    }

    private static Step step(ByteReader in) {
        int kind = in.below(KINDS);
        return switch (kind) {
            case PUSH -> push(in);
            case SIGNAL -> new Step.Signal(in.integer(), errno(in));
            case PRIORITY -> new Step.SetPriority(in.integer(), priority(in));
            case SCHEDULERS -> new Step.SetSchedulers(in.integer(), list(in));
            case READY -> new Step.SetEligible(in.integer(), in.below(2) == 1);
            case STOP -> new Step.Stop(in.integer());
            case START -> new Step.Start(in.integer());
            case FAULT -> new Step.Fault(in.integer());
            case CLOSE -> new Step.Close(in.integer());
            case TEARDOWN -> new Step.Teardown(in.integer());
            case SEND -> new Step.Send(in.integer(), in.text());
            case CLIENT ->
                new Step.Client(
                        in.integer(),
                        in.number(),
                        in.count(),
                        in.number(),
                        in.number(),
                        in.below(2) == 1,
                        in.integer());
            default -> throw new IllegalArgumentException("there is no step of kind " + kind);
        };
    }

    private static Step.Push push(ByteReader in) {
        int flags = in.below(FLAGS);
        long job = in.number();
        int entity = in.integer();
        long duration = in.number();
        int hangs = (flags & HAS_HANGS) == 0 ? 0 : in.integer();
        Errno runError = (flags & HAS_RUN_ERROR) == 0 ? null : errno(in);
        Errno hardwareError = (flags & HAS_HARDWARE_ERROR) == 0 ? null : errno(in);
        int credits = (flags & HAS_CREDITS) == 0 ? 1 : in.integer();
        List<Dependency> dependencies = new ArrayList<>();
        int count = (flags & HAS_DEPENDENCIES) == 0 ? 0 : in.count();
        for (int i = 0; i < count; i++) {
            long code = in.number();
            dependencies.add(
                    switch ((int) (code % 3)) {
                        case 0 -> new Dependency.Finished(code / 3);
                        case 1 -> new Dependency.Scheduled(code / 3);
                        default -> new Dependency.External((int) (code / 3));
                    });
        }
        return new Step.Push(job, entity, credits, new GpuWork(duration, hangs, runError, hardwareError), dependencies);
    }

    private static @Nullable Errno errno(ByteReader in) {
        int number = in.integer();
        return number == 0 ? null : new Errno(number);
    }
}
