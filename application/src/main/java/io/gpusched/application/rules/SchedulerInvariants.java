package io.gpusched.application.rules;

import io.gpusched.application.device.Device;
import io.gpusched.application.event.Listeners;
import io.gpusched.application.event.Recorder;
import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.rules.history.HistoryRules;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.rules.violation.ViolationException;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Job;
import java.util.List;
import java.util.function.Predicate;
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
 * invariants.whenQuiet(job -> false);
 * </pre>
 *
 * <p>All methods are called on the writer. A check takes time in proportion to the jobs that the device has.
 */
public final class SchedulerInvariants {
    private final Violations violations;
    private final JobBook book = new JobBook();
    private final TracepointRules tracepointRules;
    private final ConductRules conductRules;
    private final ChoiceRules choiceRules;
    private final TimerRules timerRules;
    private final ErrorRules errorRules;
    private final FlushRules flushRules;
    private final PortRules portRules;
    private final AccountRules accountRules;
    private final Tracepoints tracepoints;
    private @Nullable Device device;
    private @Nullable StateRules stateRules;

    private SchedulerInvariants(Violations violations, Clock clock) {
        this.violations = violations;
        this.tracepointRules = new TracepointRules(violations, book);
        this.conductRules = new ConductRules(violations, book);
        this.choiceRules = new ChoiceRules(violations);
        this.timerRules = new TimerRules(violations, clock, book);
        this.errorRules = new ErrorRules(violations, book);
        this.flushRules = new FlushRules(violations, clock);
        this.portRules = new PortRules(violations, book);
        this.accountRules = new AccountRules(violations, clock);
        this.tracepoints = Listeners.of(
                new Recorder(clock, new HistoryRules(violations)),
                conductRules,
                choiceRules,
                timerRules,
                flushRules,
                portRules,
                tracepointRules,
                errorRules,
                accountRules);
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

    /**
     * Returns hardware to put under a scheduler in place of another one, which is told everything as before: what the port sees is then
     * compared with what the device tells. Its timeout handler must blame jobs by the {@link io.gpusched.application.port.Recovery} that
     * it is given.
     */
    public Hardware hardware(Hardware hardware) {
        return new JudgedHardware(portRules, hardware);
    }

    /** Returns a message to send in place of another one: that it is processed is then checked. */
    public Message message(Message message) {
        return new WatchedMessage(portRules, message);
    }

    /** Says which device it is, before its first step. */
    public void watch(Device watched) {
        device = watched;
        tracepointRules.watch(watched);
        choiceRules.watch(watched);
        flushRules.watch(watched);
        accountRules.watch(watched);
        stateRules = new StateRules(violations, book, watched, timerRules);
    }

    /** Notes which fence the hardware gave as its own last dependency of a job; null if there is none. */
    public void prepared(Job job, @Nullable Fence fence) {
        accountRules.prepared(job, fence);
    }

    /** Checks the state between two steps. */
    public void afterStep() {
        tracepointRules.stepIsOver();
        timerRules.stepIsOver();
        stateRules().check();
        portRules.check();
        choiceRules.stepIsOver();
        accountRules.stepIsOver();
    }

    /** Notes that a step is over whose state was checked in another run that began with the same steps. */
    public void afterKnownStep() {
        tracepointRules.stepIsOver();
        timerRules.stepIsOver();
        choiceRules.stepIsOver();
        accountRules.stepIsOver();
    }

    /**
     * Checks the state when nothing is left to do: no work is queued and no timer is armed.
     *
     * @param hangs tells of a job on the hardware whether it may never complete
     * @return what became of every job
     */
    public Accounting whenQuiet(Predicate<Job> hangs) {
        stateRules().checkQuiet();
        return account(Accounting.End.QUIET, hangs);
    }

    /**
     * Checks the state of a run that is ended while timers are armed.
     *
     * @return what became of every job
     */
    public Accounting whenCutOff() {
        stateRules().check();
        return account(Accounting.End.CUT_OFF, job -> true);
    }

    private Accounting account(Accounting.End end, Predicate<Job> hangs) {
        Accounting accounting = new Ledger(book, requireDevice(), end, hangs).close();
        accounting.violations(violations.events()).forEach(each -> violations.add(each.rule(), each.seen()));
        return accounting;
    }

    private Device requireDevice() {
        if (device == null) {
            throw new IllegalStateException("which device? call watch() first");
        }
        return device;
    }

    /** Returns what was violated so far; empty for {@link #strict}. */
    public List<Violation> violations() {
        return violations.found();
    }

    /** Returns how many events the device has told. */
    public long events() {
        return violations.events();
    }

    /** Returns a number that is equal wherever the rules expect the same of what may come, as far as the device does not show it. */
    public long state() {
        return book.state()
                + choiceRules.state()
                + timerRules.state()
                + flushRules.state()
                + portRules.state()
                + accountRules.state();
    }

    private StateRules stateRules() {
        StateRules rules = stateRules;
        if (rules == null) {
            throw new IllegalStateException("which device? call watch() first");
        }
        return rules;
    }
}
