package io.gpusched.adapters.explore;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.ForwardingHardware;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Ready rules for authors of hardware, checked in every order that an exploration tries: a completion belongs to the run that it was given for, none
 * comes before the work can have ended, one slot holds one job, and nothing is touched after it was freed.
 *
 * <pre>
 * BackendRules rules = BackendRules.on(stage).takingAtLeast(job -&gt; 100).slots(npu::jobsInSlots);
 * device.addScheduler(settings, stage.hardware("npu", rules.watch(npu)));
 * </pre>
 *
 * <p>Used in the steps of one schedule.
 */
public final class BackendRules {
    private static final Rule OWN_RUN = Rule.ofScenario("a completion belongs to the run that it was given for");
    private static final Rule NOT_TOO_EARLY = Rule.ofScenario("no completion comes before the work can have ended");
    private static final Rule NOT_AFTER_FREE = Rule.ofScenario("nothing is touched after it was freed");
    private static final String ONE_SLOT_ONE_JOB = "one slot holds one job, and each job on the hardware has one";

    private final Stage stage;
    private final Map<HardwareJob, Long> running = new LinkedHashMap<>();
    private final Map<HardwareJob, Object> latest = new LinkedHashMap<>();
    private final Set<HardwareJob> freed = new LinkedHashSet<>();
    private ToLongFunction<HardwareJob> leastNanos = job -> 0;

    private BackendRules(Stage stage) {
        this.stage = stage;
        stage.alsoState(this::state);
    }

    /** Makes the rules for one piece of hardware on a stage. */
    public static BackendRules on(Stage stage) {
        return new BackendRules(stage);
    }

    /**
     * Says how long jobs take.
     *
     * @param nanos returns a time in nanoseconds before which a run of the job cannot have ended
     */
    public BackendRules takingAtLeast(ToLongFunction<HardwareJob> nanos) {
        leastNanos = nanos;
        return this;
    }

    /**
     * Says which jobs are in the slots of the hardware.
     *
     * @param jobs returns the job in each slot, or null for an empty one; asked after every step
     */
    public BackendRules slots(Supplier<List<@Nullable HardwareJob>> jobs) {
        stage.rule(ONE_SLOT_ONE_JOB, () -> wrongSlots(jobs.get()));
        return this;
    }

    /** Returns hardware that passes all calls on and checks these rules. */
    public Hardware watch(Hardware hardware) {
        return new Watching(hardware);
    }

    private @Nullable String wrongSlots(List<@Nullable HardwareJob> slots) {
        List<HardwareJob> seen = new ArrayList<>();
        for (HardwareJob each : slots) {
            if (each == null) {
                continue;
            }
            if (seen.contains(each)) {
                return "job " + each.id() + " is in two slots";
            }
            if (freed.contains(each)) {
                return "job " + each.id() + " was freed and is in a slot";
            }
            seen.add(each);
        }
        for (HardwareJob each : running.keySet()) {
            if (!seen.contains(each)) {
                return "job " + each.id() + " is on the hardware and in no slot";
            }
        }
        return null;
    }

    private long now() {
        return stage.writer().clock().nanos();
    }

    /** What these rules remember decides what they say later. */
    private long state() {
        long state = freed.size();
        for (Map.Entry<HardwareJob, Long> each : running.entrySet()) {
            state = state * 31 + each.getKey().id() * 17 + (now() - each.getValue());
        }
        return state;
    }

    private void ended(HardwareJob job, Object run, boolean failed) {
        if (freed.contains(job)) {
            stage.fail(NOT_AFTER_FREE, "the completion of job " + job.id() + " was called after the job was freed");
        }
        if (latest.get(job) != run) {
            stage.fail(OWN_RUN, "the completion of an earlier run of job " + job.id() + " was called");
        }
        Long start = running.remove(job);
        if (start == null) {
            stage.fail(OWN_RUN, "job " + job.id() + " was completed although it was not running");
            return;
        }
        long took = now() - start;
        if (!failed && took < leastNanos.applyAsLong(job)) {
            stage.fail(
                    NOT_TOO_EARLY,
                    "job " + job.id() + " was completed after " + took + " ns, and takes " + leastNanos.applyAsLong(job)
                            + " ns at least");
        }
    }

    private final class Watching implements ForwardingHardware {
        private final Hardware hardware;

        Watching(Hardware hardware) {
            this.hardware = hardware;
        }

        @Override
        public Hardware hardware() {
            return hardware;
        }

        /** {@inheritDoc} A stage has one device. */
        @Override
        public Hardware forDevice() {
            return this;
        }

        @Override
        public Launch run(HardwareJob job, Completion completion) {
            OfRun run = new OfRun(job, completion);
            running.put(job, now());
            latest.put(job, run);
            Launch launch = hardware.run(job, run);
            if (launch != Launch.Accepted.RUNNING) {
                running.remove(job);
            }
            return launch;
        }

        @Override
        public void free(HardwareJob job) {
            running.remove(job);
            latest.remove(job);
            hardware.free(job);
            freed.add(job);
        }
    }

    private final class OfRun implements Completion {
        private final HardwareJob job;
        private final Completion completion;

        OfRun(HardwareJob job, Completion completion) {
            this.job = job;
            this.completion = completion;
        }

        @Override
        public void complete() {
            ended(job, this, false);
            completion.complete();
        }

        @Override
        public void fail(Errno error) {
            ended(job, this, true);
            completion.fail(error);
        }

        @Override
        public void fail(Errno error, Throwable cause) {
            ended(job, this, true);
            completion.fail(error, cause);
        }
    }
}
