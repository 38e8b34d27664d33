package io.gpusched.application.rules;

import io.gpusched.application.device.Device;
import io.gpusched.application.event.Listeners;
import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.rules.violation.ViolationException;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Job;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Checks, while a device runs, what must be true of every device, whatever its policy, hardware and writer. The rules are those of the
 * {@link RuleBook}; each event is compared with the model of what is {@link Expected} when it happens, and the state after each step.
 *
 * <pre>
 * SchedulerInvariants invariants = SchedulerInvariants.strict(writer.clock());
 * Device device = new Device(writer, invariants.tracepoints());
 * invariants.watch(device);
 * while (time.runOne(end)) {
 *     invariants.afterStep();
 * }
 * invariants.whenQuiet(job -> false);
 * </pre>
 *
 * <p>All methods are called on the writer. A check takes time in proportion to the jobs that the device has.
 */
public final class SchedulerInvariants {
    private final Violations violations;
    private final Expected expected;
    private final Judge judge;

    private SchedulerInvariants(Violations violations, Clock clock) {
        this.violations = violations;
        this.expected = new Expected(clock, violations);
        this.judge = new Judge(expected, violations);
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
        return judge;
    }

    /**
     * Returns hardware to put under a scheduler in place of another one. It forwards every call, and what the port sees is then compared with
     * what the device reports. The timeout handler must blame jobs by the {@link io.gpusched.application.port.Recovery} that it is given.
     */
    public Hardware hardware(Hardware hardware) {
        return new ReportingHardware(judge, hardware);
    }

    /** Returns a message to send in place of another one; the rules then check that it is processed. */
    public Message message(Message message) {
        return new ReportingMessage(judge, message);
    }

    /** Names the device, before its first step. */
    public void watch(Device device) {
        expected.watch(device);
    }

    /** Records which fence the hardware gave as its own last dependency of a job; null if there is none. */
    public void prepared(Job job, @Nullable Fence fence) {
        ExpectedJob known = expected.job(job);
        if (known != null && fence != null) {
            expected.prepare(known, fence);
        }
    }

    /** Checks the state between two steps. */
    public void afterStep() {
        judge.check();
        judge.stepIsOver();
    }

    /** Ends a step without a look at the state, which was checked in another run that began with the same steps. */
    public void afterKnownStep() {
        judge.stepIsOver();
    }

    /**
     * Checks the state when nothing is left to do: no work is queued and no timer is armed.
     *
     * @param hangs whether a job on the hardware may never complete
     * @return what became of every job
     */
    public Leftovers whenQuiet(Predicate<Job> hangs) {
        judge.checkQuiet();
        return leftovers(Leftovers.End.QUIET, hangs);
    }

    /**
     * Checks the state of a run that is ended while timers are armed.
     *
     * @return what became of every job
     */
    public Leftovers whenCutOff() {
        judge.check();
        return leftovers(Leftovers.End.CUT_OFF, job -> true);
    }

    private Leftovers leftovers(Leftovers.End end, Predicate<Job> hangs) {
        Leftovers leftovers = new LeftoverSearch(expected, end, hangs).find();
        leftovers.violations(violations.events()).forEach(each -> violations.add(each.rule(), each.seen()));
        return leftovers;
    }

    /** Returns what was violated so far; empty for {@link #strict}. */
    public List<Violation> violations() {
        return violations.found();
    }

    /** Returns how many events the device has reported. */
    public long events() {
        return violations.events();
    }

    /** Returns a number that is equal wherever the rules expect the same of what may come, as far as the device does not show it. */
    public long state() {
        return ExpectedFingerprint.of(expected);
    }
}
