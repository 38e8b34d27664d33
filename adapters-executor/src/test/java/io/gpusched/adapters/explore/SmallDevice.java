package io.gpusched.adapters.explore;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.domain.time.Nanos;
import java.util.List;

/** A device for tests: a scheduler with two credits, two clients with an entity each, and hardware that takes no time. */
public final class SmallDevice {
    final Device device;
    final Scheduler scheduler;
    final Entity first;
    final Entity second;

    public SmallDevice(Stage stage) {
        this(stage, new Instant(stage.hardwareSide("ring").timers()));
    }

    public SmallDevice(Stage stage, Hardware hardware) {
        device = stage.device();
        scheduler = device.addScheduler(
                new SchedulerSettings("ring", new Fifo(), 2, Nanos.NO_LIMIT, 1, null, SchedulerSettings.ALL_PRIORITIES),
                stage.hardware("ring", hardware));
        first = device.addEntity(Priority.NORMAL, List.of(scheduler));
        second = device.addEntity(Priority.NORMAL, List.of(scheduler));
    }

    /** Two jobs of one client and one of another. */
    public static void threeJobs(Stage stage) {
        new SmallDevice(stage).submitThree(stage);
    }

    public void submitThree(Stage stage) {
        stage.client("alice")
                .then("submits job 0", () -> submit(0, first))
                .then("submits job 1", () -> submit(1, first));
        stage.client("bob").then("submits job 2", () -> submit(2, second));
    }

    public void submit(long id, Entity entity) {
        device.submit(new UnarmedJob(id, entity, 1, "payload")).get();
    }

    /** Completes each job as soon as anything may happen. */
    public static class Instant implements Hardware {
        private final Timers timers;

        public Instant(Timers timers) {
            this.timers = timers;
        }

        @Override
        public Launch run(HardwareJob job, Completion completion) {
            timers.timer(completion::complete).arm(0);
            return Launch.Accepted.RUNNING;
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            return Verdict.NO_HANG;
        }

        @Override
        public void free(HardwareJob job) {}
    }

    /** Says that a job is done before the one that was started earlier. */
    public static final class Forgetful extends Instant {
        private int running;

        public Forgetful(Timers timers) {
            super(timers);
        }

        @Override
        public Launch run(HardwareJob job, Completion completion) {
            running++;
            if (running == 2) {
                // The second one at a time is lost.
                return Launch.Accepted.RUNNING;
            }
            return super.run(job, new Completion() {
                @Override
                public void complete() {
                    running--;
                    completion.complete();
                }

                @Override
                public void fail(Errno error) {
                    completion.fail(error);
                }
            });
        }
    }
}
