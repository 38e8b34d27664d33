package io.gpusched.application.insight;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Tracepoints;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of every device, whatever its policy, hardware and writer: checked while it runs. {@link HistoryRules} judges what
 * the device tells; after each step its state is compared with what it told.
 *
 * <pre>
 * SchedulerInvariants invariants = SchedulerInvariants.strict(writer.clock());
 * Device device = new Device(writer, invariants.tracepoints());
 * invariants.watch(device);
 * while (time.runOne(end)) {
 *     invariants.afterStep();
 * }
 * invariants.whenQuiet();
 * </pre>
 *
 * <p>All methods are called on the writer. A check takes time in proportion to the jobs that the device has.
 */
public final class SchedulerInvariants {
    private final Violations violations;
    private final JobBook book;
    private final Tracepoints tracepoints;
    private @Nullable StateRules rules;
    private @Nullable Device device;

    private SchedulerInvariants(Violations violations, Clock clock) {
        this.violations = violations;
        this.book = new JobBook(violations, clock);
        this.tracepoints = Listeners.of(new Recorder(clock, new HistoryRules(violations)), book);
    }

    /** Stops the run with a {@link ViolationException} at the first rule that does not hold. */
    public static SchedulerInvariants strict(Clock clock) {
        return new SchedulerInvariants(Violations.strict(), clock);
    }

    /** Gathers all violations. After the first, others may follow from it. */
    public static SchedulerInvariants gathering(Clock clock) {
        return new SchedulerInvariants(Violations.gathering(), clock);
    }

    /** Returns the listener to give to the device; use {@link Listeners} if there are others. */
    public Tracepoints tracepoints() {
        return tracepoints;
    }

    /** Says which device it is, before its first step. */
    public void watch(Device watched) {
        device = watched;
        rules = new StateRules(violations, book, watched);
        book.watch(watched);
    }

    /** Checks the state between two steps. */
    public void afterStep() {
        rules().check();
        book.stepIsOver();
    }

    /** Checks the state when nothing is left to do: no work is queued and no timer is armed. */
    public void whenQuiet() {
        rules().checkQuiet();
    }

    /** Returns what was violated so far; empty for {@link #strict}. */
    public List<Violation> violations() {
        return violations.found();
    }

    private StateRules rules() {
        if (rules == null) {
            throw new IllegalStateException("which device? call watch() first");
        }
        return rules;
    }
}
