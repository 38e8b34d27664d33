package io.gpusched.adapters.explore;

import io.gpusched.adapters.explore.history.History;
import io.gpusched.adapters.explore.order.Option;
import io.gpusched.adapters.explore.state.StateWatch;
import io.gpusched.adapters.explore.writer.Activity;
import io.gpusched.adapters.explore.writer.ExploredWriter;
import io.gpusched.adapters.explore.writer.Occasion;
import io.gpusched.adapters.explore.writer.Side;
import io.gpusched.application.device.Device;
import io.gpusched.application.event.Listeners;
import io.gpusched.application.event.Recorder;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Writer;
import io.gpusched.application.rules.Leftovers;
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
 * What a {@link Scenario} builds its schedule on: the writer, and the places where hardware, clients and rules are put. One stage is one
 * schedule. All methods are called on the writer.
 *
 * <pre>
 * Device device = stage.device();
 * Hardware npu = stage.hardware("npu", new NpuHardware(stage.hardwareSide("npu")));
 * Scheduler scheduler = device.addScheduler(settings, npu);
 * stage.client("alice").then("submits job 1", () -&gt; device.submit(job));
 * </pre>
 */
public final class Stage {
    private final ExploredWriter writer;
    private final StateWatch watch;
    private final @Nullable History history;
    private final List<OwnRule> rules = new ArrayList<>(0);
    private final List<Runnable> atEnd = new ArrayList<>(0);
    private @Nullable SchedulerInvariants invariants;
    private Predicate<Job> hangs = job -> false;
    private boolean callsMayOverlap;

    /** A rule of the scenario's own. */
    private record OwnRule(Rule rule, Supplier<@Nullable String> seen) {}

    Stage(ExploredWriter writer, StateWatch watch, @Nullable History history) {
        this.writer = writer;
        this.watch = watch;
        this.history = history;
    }

    /** Returns the writer: for the device, and for everything that has no side of its own. */
    public Writer writer() {
        return writer;
    }

    /** Makes the device, with {@link SchedulerInvariants} on it. A stage has one. */
    public Device device() {
        return device(LinuxBugs.MENDED, Tracepoints.NONE);
    }

    /**
     * Makes the device, with {@link SchedulerInvariants} on it. A stage has one.
     *
     * @param bugs what to do where Linux has a bug
     * @param listener told of everything as well
     */
    public Device device(LinuxBugs bugs, Tracepoints listener) {
        if (invariants != null) {
            throw new IllegalStateException("a stage has one device");
        }
        SchedulerInvariants checks = SchedulerInvariants.strict(writer);
        invariants = checks;
        List<Tracepoints> listeners = new ArrayList<>(4);
        if (history != null) {
            listeners.add(new Recorder(writer, history));
        }
        listeners.add(watch);
        listeners.add(checks.tracepoints());
        if (listener != Tracepoints.NONE) {
            listeners.add(listener);
        }
        Device device = new Device(writer, new Listeners(listeners), bugs);
        checks.watch(device);
        watch.alsoState(checks::state);
        watch.watch(device);
        return device;
    }

    /**
     * Returns the writer as one ring should see it: what its timers do then is told as the hardware's, and stays in order.
     *
     * @param name whose, for people
     */
    public Writer hardwareSide(String name) {
        return hardwareSide(name, true);
    }

    /**
     * Returns the writer as one piece of hardware should see it.
     *
     * @param name whose, for people
     * @param inOrder whether its timers stay in order where everything may be late, as those of a ring do that runs one job at a time
     */
    public Writer hardwareSide(String name, boolean inOrder) {
        return new Side(writer, new Occasion(Option.Kind.HARDWARE, name, inOrder));
    }

    /**
     * Puts hardware on the stage: its calls become points where something else may happen, if items may overlap, and are checked to
     * come one at a time.
     *
     * @param name whose, for people; the same as that of its {@linkplain #hardwareSide side}
     */
    public Hardware hardware(String name, Hardware hardware) {
        Hardware explored = new ExploredHardware(this, watch.ring(name), name, hardware);
        return invariants == null ? explored : invariants.hardware(explored);
    }

    /** Returns a message to send in place of another one: that it is processed, and when, is then checked. */
    public Message message(Message message) {
        return invariants == null ? message : invariants.message(message);
    }

    /** Lets the calls of one piece of hardware overlap unpunished, to see what comes of it. */
    public void letCallsOverlap() {
        callsMayOverlap = true;
    }

    /**
     * Returns somebody outside of the device who does one thing after the other.
     *
     * @param name who, for people
     */
    public Client client(String name) {
        return new Client(clientSide(name).timers());
    }

    /**
     * Returns the writer as one client should see it: what its timers do then is told as the client's, and stays in order.
     *
     * @param name who, for people; empty if the timers' actions say it
     */
    public Writer clientSide(String name) {
        return new Side(writer, new Occasion(Option.Kind.CLIENT, name, true));
    }

    /** Says that here, inside a step, something else may happen, if items may overlap. */
    public void yieldPoint(String where) {
        writer.yieldPoint(where);
    }

    /**
     * Adds a rule that is checked after every step, when no item is under way.
     *
     * @param words what must be true
     * @param seen returns null if it is, else what is seen instead
     */
    public void rule(String words, Supplier<@Nullable String> seen) {
        rules.add(new OwnRule(Rule.ofScenario(words), seen));
    }

    /** Adds something to do when nothing is left to do; it may throw an {@link AssertionError}. */
    public void atEnd(Runnable check) {
        atEnd.add(check);
    }

    /** Ends the schedule: a rule does not hold. Called by hardware and clients that see it. */
    public void fail(Rule rule, String seen) {
        throw new ViolationException(new Violation(rule, seen, invariants == null ? 0 : invariants.events()));
    }

    /** Says which jobs, once on the hardware, may never complete by themselves. */
    public void hangs(Predicate<Job> which) {
        hangs = which;
    }

    /** Says when the schedule ends: timers that are due later never fire. */
    public void until(long nanos) {
        writer.timerLine().endAt(nanos);
    }

    /**
     * Adds to the fingerprint of the state what cannot be seen from the device, its queues, its timers and the calls to its hardware:
     * a number that is equal for states of hardware, clients or rules with the same future.
     */
    public void alsoState(LongSupplier part) {
        watch.alsoState(part);
    }

    /**
     * Says that hardware, clients, rules and policies keep nothing to themselves that matters for what may come, but for what {@link
     * #alsoState} adds, what hardware was told since it was last idle, and how far clients are. Without this, everything that they saw
     * counts in its order, and with the time, as if they remembered it all. That is always right, but leaves more states to explore.
     */
    public void hidesNothing() {
        watch.hidesNothing();
    }

    /** Returns how often a step was begun so far. */
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

    void afterStep(boolean repeated) {
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

    @Nullable
    Leftovers whenQuiet() {
        atEnd.forEach(Runnable::run);
        return invariants == null ? null : invariants.whenQuiet(hangs);
    }

    @Nullable
    Leftovers whenCutOff() {
        return invariants == null ? null : invariants.whenCutOff();
    }
}
