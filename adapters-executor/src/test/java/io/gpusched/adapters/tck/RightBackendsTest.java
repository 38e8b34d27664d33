package io.gpusched.adapters.tck;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.testkit.tck.BackendContract;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

/** Hardware that is unusual and right. No rule accuses it. */
class RightBackendsTest {
    /** Everything has ended when run returns. */
    @Nested
    class CompletesInsideRun extends BackendContract {
        @Override
        protected TestedBackend backend() {
            return TestedHardware.of("instant hardware", writer -> new Instant())
                    .can(Capability.CREDITS, Capability.MANY_DEVICES)
                    .sample(SampleWork.WORK, SampleWork.WORK)
                    .sample(SampleWork.FAILING, SampleWork.FAILING)
                    .sample(SampleWork.NOTHING, SampleWork.NOTHING);
        }
    }

    /** Starts a thread for each job. */
    @Nested
    class HasAThreadForEachJob extends BackendContract {
        @Override
        protected TestedBackend backend() {
            return TestedHardware.of("threads", writer -> new Threads())
                    .can(
                            Capability.REAL_TIME,
                            Capability.MANY_DEVICES,
                            Capability.OVERLAPPING,
                            Capability.CREDITS,
                            Capability.CANCELS,
                            Capability.KILLS)
                    .sample(SampleWork.WORK, SampleWork.WORK)
                    .sample(SampleWork.FAILING, SampleWork.FAILING)
                    .sample(SampleWork.HANGING, SampleWork.HANGING)
                    .timeout(Duration.ofMillis(50))
                    .held(Threads::held);
        }
    }

    /** Calls that overlap and cannot be ended, on a pool with fewer threads than credits. */
    @Nested
    class OverlapsAndCannotKill extends BackendContract {
        @Override
        protected TestedBackend backend() {
            return TestedHardware.of("a pool that nobody can stop", writer -> new Pool())
                    .can(Capability.REAL_TIME, Capability.OVERLAPPING, Capability.CREDITS, Capability.MANY_DEVICES)
                    .sample(SampleWork.WORK, SampleWork.WORK)
                    .sample(SampleWork.FAILING, SampleWork.FAILING)
                    .timeout(Duration.ofMillis(50))
                    .held(Pool::held)
                    .closing(Pool::close);
        }
    }

    /** Takes nothing. */
    @Nested
    class RefusesEverything extends BackendContract {
        @Override
        protected TestedBackend backend() {
            return TestedHardware.of("hardware that is full", writer -> new Full())
                    .sample(SampleWork.REFUSED, SampleWork.REFUSED);
        }
    }

    /** One job at a time, no credits, no way to end a job but a reset that gives it up. */
    @Nested
    class HasOneSlot extends BackendContract {
        @Override
        protected TestedBackend backend() {
            return TestedHardware.of("one slot", writer -> new OneSlot(writer.timers(), 1_000))
                    .can(Capability.RESETS)
                    .sample(SampleWork.WORK, SampleWork.WORK)
                    .sample(SampleWork.LONG_WORK, SampleWork.LONG_WORK)
                    .sample(SampleWork.HANGING, SampleWork.HANGING)
                    .timeout(Duration.ofNanos(100_000))
                    .held(OneSlot::held);
        }
    }

    /** Takes ten minutes for a job. */
    @Nested
    class IsVerySlow extends BackendContract {
        @Override
        protected TestedBackend backend() {
            long minutes = Duration.ofMinutes(10).toNanos();
            return TestedHardware.of("slow hardware", writer -> new OneSlot(writer.timers(), minutes))
                    .can(Capability.RESETS)
                    .sample(SampleWork.WORK, SampleWork.WORK)
                    .sample(SampleWork.LONG_WORK, SampleWork.LONG_WORK)
                    .sample(SampleWork.HANGING, SampleWork.HANGING)
                    .timeout(Duration.ofDays(1))
                    .held(OneSlot::held);
        }
    }

    private static final class Instant implements Hardware {
        @Override
        public Launch run(HardwareJob job, Completion completion) {
            if (job.payload() == SampleWork.NOTHING || job.error() != null) {
                return Launch.Accepted.NOTHING;
            }
            if (job.payload() == SampleWork.FAILING) {
                completion.fail(Errno.EIO);
            } else {
                completion.complete();
            }
            return Launch.Accepted.RUNNING;
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            return Verdict.NO_HANG;
        }

        @Override
        public void free(HardwareJob job) {
            // Keeps nothing.
        }
    }

    private static final class Threads implements Hardware {
        private final Map<HardwareJob, CompletableFuture<Boolean>> running = new ConcurrentHashMap<>();

        long held() {
            return running.size();
        }

        @Override
        public boolean overlaps() {
            return true;
        }

        @Override
        public Launch run(HardwareJob job, Completion completion) {
            if (job.error() != null) {
                return Launch.Accepted.NOTHING;
            }
            CompletableFuture<Boolean> over = new CompletableFuture<>();
            running.put(job, over);
            CompletableFuture<Boolean> _ = over.whenComplete((ok, killed) -> {
                if (killed instanceof Killed error) {
                    completion.fail(error.errno);
                } else if (job.payload() == SampleWork.FAILING) {
                    completion.fail(Errno.EIO);
                } else {
                    completion.complete();
                }
            });
            if (job.payload() != SampleWork.HANGING) {
                Thread.ofVirtual().start(() -> over.complete(true));
            }
            return Launch.Accepted.RUNNING;
        }

        private void end(HardwareJob job, Errno error) {
            CompletableFuture<Boolean> over = running.get(job);
            if (over != null) {
                over.completeExceptionally(new Killed(error));
            }
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            end(job, Errno.ETIMEDOUT);
            return Verdict.KILLED;
        }

        @Override
        public void cancel(HardwareJob job) {
            end(job, Errno.ECANCELED);
        }

        @Override
        public void free(HardwareJob job) {
            running.remove(job);
        }
    }

    private static final class Killed extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Errno errno;

        Killed(Errno errno) {
            this.errno = errno;
        }
    }

    private static final class Pool implements Hardware {
        private final ExecutorService pool = Executors.newFixedThreadPool(2);
        private final AtomicInteger held = new AtomicInteger();

        long held() {
            return held.get();
        }

        void close() {
            pool.shutdown();
        }

        @Override
        public boolean overlaps() {
            return true;
        }

        @Override
        public Launch run(HardwareJob job, Completion completion) {
            if (job.error() != null) {
                return new Launch.Refused(Errno.ECANCELED);
            }
            held.incrementAndGet();
            pool.execute(() -> {
                held.decrementAndGet();
                if (job.payload() == SampleWork.FAILING) {
                    completion.fail(Errno.EIO, new IllegalStateException("planted"));
                } else {
                    completion.complete();
                }
            });
            return Launch.Accepted.RUNNING;
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            return Verdict.NO_HANG;
        }

        @Override
        public void free(HardwareJob job) {
            // What the work holds it gives back itself.
        }
    }

    private static final class Full implements Hardware {
        @Override
        public Launch run(HardwareJob job, Completion completion) {
            return new Launch.Refused(Errno.ENODEV);
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            return Verdict.NO_HANG;
        }

        @Override
        public void free(HardwareJob job) {
            // Keeps nothing.
        }
    }

    private static final class OneSlot implements Hardware {
        private final Timers timers;
        private final long workNanos;
        private @Nullable HardwareJob slot;
        private @Nullable Completion completion;

        OneSlot(Timers timers, long workNanos) {
            this.timers = timers;
            this.workNanos = workNanos;
        }

        long held() {
            return slot == null ? 0 : 1;
        }

        @Override
        public Hardware forDevice() {
            return new OneSlot(timers, workNanos);
        }

        @Override
        public Launch run(HardwareJob job, Completion given) {
            if (job.error() != null) {
                return Launch.Accepted.NOTHING;
            }
            slot = job;
            completion = given;
            if (job.payload() != SampleWork.HANGING) {
                long nanos = job.payload() == SampleWork.LONG_WORK ? 10 * workNanos : workNanos;
                timers.timer(() -> interrupt(given)).arm(nanos);
            }
            return Launch.Accepted.RUNNING;
        }

        private void interrupt(Completion of) {
            if (completion == of) {
                clear();
                of.complete();
            }
        }

        private void clear() {
            slot = null;
            completion = null;
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            recovery.stop();
            recovery.increaseKarma();
            clear();
            recovery.start(Errno.ETIME);
            return Verdict.RESET;
        }

        @Override
        public void free(HardwareJob job) {
            // The slot was cleared when the job had ended, or was reset.
            if (slot == job) {
                clear();
            }
        }
    }
}
