package io.gpusched.adapters.explore;

import io.gpusched.adapters.explore.history.ScheduleHistory;
import io.gpusched.adapters.explore.order.Alternative;
import io.gpusched.adapters.explore.state.StateWatch;
import io.gpusched.adapters.explore.writer.Activity;
import io.gpusched.adapters.explore.writer.ExplorationRules;
import io.gpusched.adapters.explore.writer.ExploredSide;
import io.gpusched.adapters.explore.writer.ExploredWriter;
import io.gpusched.adapters.explore.writer.Occasion;
import io.gpusched.adapters.jdk.JdkTime;
import io.gpusched.application.device.Device;
import io.gpusched.application.event.Listeners;
import io.gpusched.application.event.Recorder;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Writer;
import io.gpusched.application.rules.SchedulerInvariants;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.rules.violation.ViolationException;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.LinuxBugs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The place where a {@link Scenario} builds its schedule. It provides the writer, takes hardware, clients and rules, and checks the rules. One stage
 * is one schedule. Writer only.
 *
 * <pre>
 * Device device = stage.device();
 * Hardware npu = stage.hardware("npu", new NpuHardware(stage.hardwareSide("npu")));
 * Scheduler scheduler = device.addScheduler(settings, npu);
 * stage.client("alice").then("submits job 1", () -&gt; device.submit(job));
 * </pre>
 *
 * <p>What a stage needs to know of a scenario, and why:
 *
 * <ul>
 *   <li><em>Whose timer is it?</em> Hardware and clients get their timers from a side of their own ({@link #hardwareSide}, {@link
 *       #clientSide}). A side gives its timers a kind and a name for the history, and keeps them in order: where everything may be late, the
 *       second job of a serial ring still ends after the first, and a client's second step still follows its first.
 *   <li><em>Where may items overlap?</em> At the calls to hardware that was passed through {@link #hardware}, and at {@link #yieldPoint}. A
 *       switch at every bytecode would find races inside hardware, but the scheduler has none to find: its items are steps of one writer.
 *   <li><em>What must hold?</em> The scheduler's own invariants always; the scenario adds {@linkplain #rule rules} and {@linkplain #atEnd
 *       checks at the end}. Jobs that {@linkplain #hangs may hang} need not end.
 *   <li><em>What does the state consist of?</em> The stage sees the device, its queues and timers, and the calls to hardware. Code of the
 *       scenario may remember more than that. So everything that it saw counts as state, in its order and with the time, unless the
 *       scenario promises that it {@linkplain #hidesNothing hides nothing}; it can add the parts that matter with {@link #alsoState}.
 * </ul>
 *
 * <p>The order of building is free but for one thing: make the device before you pass hardware or messages, because the invariants wrap
 * both. Hardware that was passed earlier runs unchecked.
 */
public final class Stage {
    private final ExploredWriter writer;
    private final StateWatch watch;
    private final @Nullable ScheduleHistory history;
    private final List<OwnRule> rules = new ArrayList<>(0);
    private final List<Runnable> atEnd = new ArrayList<>(0);
    private @Nullable SchedulerInvariants invariants;
    private boolean built;
    private boolean planted;
    private Predicate<Job> hangs = job -> false;
    private boolean callsMayOverlap;
    private int mostSteps = Integer.MAX_VALUE;

    /** A rule of the scenario. */
    private record OwnRule(Rule rule, Supplier<@Nullable String> seen) {}

    Stage(ExploredWriter writer, StateWatch watch, @Nullable ScheduleHistory history) {
        this.writer = writer;
        this.watch = watch;
        this.history = history;
    }

    /** Plants a bug: the rules hear that each job is freed twice. */
    void plantBug() {
        planted = true;
    }

    /** Tells the rules once more that a job is freed. */
    private record FreesTwice(Tracepoints rules) implements Tracepoints {
        @Override
        public void freed(Job job) {
            rules.freed(job);
        }
    }

    /** Returns the writer, for the device and for everything that has no side of its own. */
    public Writer writer() {
        return writer;
    }

    /** Makes the device and checks {@link SchedulerInvariants} on it. A stage has one device. */
    public Device device() {
        return device(LinuxBugs.MENDED, Tracepoints.NONE);
    }

    /**
     * Makes the device and checks {@link SchedulerInvariants} on it. A stage has one device.
     *
     * @param bugs what to do where Linux has a bug
     * @param listener receives all tracepoints as well
     */
    public Device device(LinuxBugs bugs, Tracepoints listener) {
        if (built) {
            throw new IllegalStateException("a stage has one device");
        }
        List<Tracepoints> listeners = new ArrayList<>(4);
        if (history != null) {
            listeners.add(new Recorder(writer, history));
        }
        listeners.add(watch);
        SchedulerInvariants checks = watch.keepsHistory() ? SchedulerInvariants.strict(writer) : null;
        if (checks != null) {
            listeners.add(checks.tracepoints());
            if (planted) {
                listeners.add(new FreesTwice(checks.tracepoints()));
            }
        }
        if (listener != Tracepoints.NONE) {
            listeners.add(listener);
        }
        Device device = new Device(writer, new Listeners(listeners), bugs);
        if (checks != null) {
            checks.watch(device);
            watch.alsoState(checks::state);
        }
        invariants = checks;
        built = true;
        watch.watch(device);
        return device;
    }

    /**
     * Returns the writer as one ring sees it: its timers appear as hardware events, and stay in order.
     *
     * @param name whose, for people
     */
    public Writer hardwareSide(String name) {
        return hardwareSide(name, true);
    }

    /**
     * Returns the writer as one piece of hardware sees it: its timers appear as hardware events.
     *
     * @param name whose, for people
     * @param inOrder whether the timers stay in order where everything may be late, as those of a ring do that runs one job at a time
     */
    public Writer hardwareSide(String name, boolean inOrder) {
        return new ExploredSide(writer, new Occasion(Alternative.Kind.HARDWARE, name, inOrder));
    }

    /**
     * Puts hardware on the stage: its calls become points where something else may happen, if items may overlap, and the stage checks that
     * they come one at a time.
     *
     * @param name whose, for people; the same as that of its {@linkplain #hardwareSide side}
     */
    public Hardware hardware(String name, Hardware hardware) {
        Hardware explored = new ExploredHardware(this, watch.ring(name), name, hardware);
        return invariants == null ? explored : invariants.hardware(explored);
    }

    /** Wraps a message so that the invariants check whether and when it is processed. Send the returned one. */
    public Message message(Message message) {
        return invariants == null ? message : invariants.message(message);
    }

    /** Allows the calls to one piece of hardware to overlap, to see what follows from that. */
    public void letCallsOverlap() {
        callsMayOverlap = true;
    }

    /**
     * Adds somebody outside the device who does one thing after another.
     *
     * @param name who, for people
     */
    public StageClient client(String name) {
        return new StageClient(clientSide(name).timers());
    }

    /**
     * Returns the writer as one client sees it: its timers appear as client steps, and stay in order.
     *
     * @param name who, for people; empty if the timers' actions have names
     */
    public Writer clientSide(String name) {
        return new ExploredSide(writer, new Occasion(Alternative.Kind.CLIENT, name, true));
    }

    /**
     * Returns the executors, clocks and futures of the JDK on this stage, for code that never heard of it. Tasks and timers that are due at the
     * same time run in every order; where everything may be late, in any order at all.
     *
     * @param name whose tasks they are, for people
     */
    public JdkTime jdk(String name) {
        return new JdkTime(new ExploredSide(writer, new Occasion(Alternative.Kind.TIMER, name, false)));
    }

    /** Marks a point inside a step where something else may happen, if items may overlap. */
    public void yieldPoint(String where) {
        writer.yieldPoint(where);
    }

    /**
     * Adds a rule, to be checked after every step while no item is suspended.
     *
     * @param words what must be true
     * @param seen returns null if it is true, else what is seen instead
     */
    public void rule(String words, Supplier<@Nullable String> seen) {
        rules.add(new OwnRule(Rule.ofScenario(words), seen));
    }

    /** Adds a check for when nothing is left to do; it may throw an {@link AssertionError}. */
    public void atEnd(Runnable check) {
        atEnd.add(check);
    }

    /** Ends the schedule because a rule is broken. Hardware and clients call this. */
    public void fail(Rule rule, String seen) {
        throw new ViolationException(new Violation(rule, seen, invariants == null ? 0 : invariants.events()));
    }

    /** Names the jobs that may never complete by themselves once they are on the hardware. */
    public void hangs(Predicate<Job> which) {
        hangs = which;
    }

    /** Ends the schedule at a time in nanoseconds: timers that are due later never fire. */
    public void until(long nanos) {
        if (watch.keepsHistory()) {
            writer.timerLine().endAt(nanos);
        }
    }

    /**
     * Says that every schedule is over after so many steps, so that one that goes on is a finding. Without this, a schedule that takes more
     * steps than the limits of the exploration allow is only cut short.
     *
     * @param steps more than any schedule needs, at least 1
     */
    public void endsWithin(int steps) {
        mostSteps = steps;
    }

    /**
     * Adds to the state what cannot be seen from the device, its queues, its timers and the calls to its hardware.
     *
     * @param part returns a number that is equal for states of hardware, clients or rules with the same future
     */
    public void alsoState(LongSupplier part) {
        watch.alsoState(part);
    }

    /**
     * Promises that the future depends on nothing that hardware, clients, rules and policies remember, except what {@link #alsoState}
     * adds, what hardware saw since it was last idle, and how far clients are. Without this promise, everything that they saw counts as
     * state, in its order and with the time. That is always right, but leaves more states to explore.
     */
    public void hidesNothing() {
        watch.hidesNothing();
    }

    /** Returns how many steps were begun so far. */
    public int steps() {
        return writer.steps();
    }

    @Nullable
    Activity current() {
        return writer.current();
    }

    void prepared(Job job, @Nullable Fence fence) {
        if (invariants != null) {
            invariants.prepared(job, fence);
        }
    }

    boolean callsMayOverlap() {
        return callsMayOverlap;
    }

    /** Checks the rules after a step; one that follows an already checked beginning needs only the bookkeeping. */
    void afterStep(boolean repeated) {
        if (writer.steps() > mostSteps) {
            fail(ExplorationRules.ENDS, "after " + mostSteps + " steps it goes on");
        }
        if (invariants != null) {
            if (repeated) {
                invariants.afterKnownStep();
            } else {
                invariants.afterStep();
            }
        }
        for (int i = 0; i < rules.size(); i++) {
            OwnRule rule = rules.get(i);
            String seen = rule.seen.get();
            if (seen != null) {
                fail(rule.rule, seen);
            }
        }
    }

    void whenQuiet() {
        atEnd.forEach(Runnable::run);
        if (invariants != null) {
            invariants.whenQuiet(hangs);
        }
    }

    void whenCutOff() {
        if (invariants != null) {
            invariants.whenCutOff();
        }
    }
}
