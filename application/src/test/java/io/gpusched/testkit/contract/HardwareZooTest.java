package io.gpusched.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hardware that breaks one promise, each in its way. The contract catches all of it. */
class HardwareZooTest {
    private enum Payload {
        WORK,
        FAILS,
        REFUSED,
        HANGS
    }

    private enum Fault {
        NONE,
        COMPLETES_TWICE,
        NEVER_COMPLETES,
        FORGETS_THE_ERROR,
        COMPLETES_WHAT_IT_REFUSED,
        COMPLETES_WHAT_HANGS,
        LEAVES_THE_HUNG_JOB,
        COMPLETES_AFTER_THE_CANCEL
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETES_TWICE, every_job_completes_once_and_is_freed_once",
        "NEVER_COMPLETES, every_job_completes_once_and_is_freed_once",
        "FORGETS_THE_ERROR, a_job_that_fails_says_so_once",
        "COMPLETES_WHAT_IT_REFUSED, a_refused_job_never_completes_and_the_next_one_runs",
        "COMPLETES_WHAT_HANGS, a_hanging_job_does_not_complete_by_itself",
        "LEAVES_THE_HUNG_JOB, after_a_timeout_the_hardware_works_again",
        "COMPLETES_AFTER_THE_CANCEL, jobs_that_are_cancelled_on_the_hardware_complete_once_or_never"
    })
    void broken_hardware_is_caught(Fault fault, String promise) throws Exception {
        assertThat(brokenPromises(fault)).contains(promise);
    }

    @Test
    void hardware_that_keeps_its_promises_is_not_accused() throws Exception {
        assertThat(brokenPromises(Fault.NONE)).isEmpty();
    }

    private static Set<String> brokenPromises(Fault fault) throws IllegalAccessException {
        HardwareContract contract = () -> new ZooRig(fault);
        Set<String> broken = new TreeSet<>();
        for (Method each : HardwareContract.class.getMethods()) {
            if (each.isAnnotationPresent(Test.class)) {
                try {
                    each.invoke(contract);
                } catch (InvocationTargetException e) {
                    broken.add(each.getName());
                }
            }
        }
        return broken;
    }

    /** Takes a microsecond for each job, all of them at the same time. */
    private static final class ZooHardware implements Hardware {
        private final Timers timers;
        private final Fault fault;
        private final Map<Long, Completion> running = new TreeMap<>();

        ZooHardware(Timers timers, Fault fault) {
            this.timers = timers;
            this.fault = fault;
        }

        @Override
        public Launch run(HardwareJob job, Completion completion) {
            if (job.payload() == Payload.REFUSED) {
                if (fault == Fault.COMPLETES_WHAT_IT_REFUSED) {
                    timers.timer(completion::complete).arm(1_000);
                }
                return new Launch.Refused(Errno.ENODEV);
            }
            running.put(job.id(), completion);
            boolean hangs = job.payload() == Payload.HANGS && fault != Fault.COMPLETES_WHAT_HANGS;
            if (!hangs && fault != Fault.NEVER_COMPLETES) {
                timers.timer(() -> end(job)).arm(1_000);
            }
            return Launch.Accepted.RUNNING;
        }

        private void end(HardwareJob job) {
            Completion completion = running.remove(job.id());
            if (completion == null) {
                return;
            }
            if (job.payload() == Payload.FAILS && fault != Fault.FORGETS_THE_ERROR) {
                completion.fail(Errno.EIO);
            } else {
                completion.complete();
            }
            if (fault == Fault.COMPLETES_TWICE) {
                completion.complete();
            }
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            if (fault == Fault.LEAVES_THE_HUNG_JOB) {
                return Verdict.RESET;
            }
            Completion completion = running.remove(job.id());
            if (completion != null) {
                completion.fail(Errno.ETIMEDOUT);
            }
            recovery.release();
            return Verdict.RESET;
        }

        @Override
        public void free(HardwareJob job) {
            // Keeps nothing for a job.
        }

        @Override
        public void cancel(HardwareJob job) {
            Completion completion = running.remove(job.id());
            if (completion != null) {
                completion.fail(Errno.ECANCELED);
                if (fault == Fault.COMPLETES_AFTER_THE_CANCEL) {
                    timers.timer(completion::complete).arm(1_000);
                }
            }
        }
    }

    private static final class ZooRig implements HardwareRig {
        private final ManualRig writer = new ManualRig();
        private final ZooHardware hardware;

        ZooRig(Fault fault) {
            hardware = new ZooHardware(writer.writer().timers(), fault);
        }

        @Override
        public WriterRig writer() {
            return writer;
        }

        @Override
        public Hardware hardware() {
            return hardware;
        }

        @Override
        public long timeoutNanos() {
            return 10_000;
        }

        @Override
        public Object work() {
            return Payload.WORK;
        }

        @Override
        public Object failingWork() {
            return Payload.FAILS;
        }

        @Override
        public Object refusedWork() {
            return Payload.REFUSED;
        }

        @Override
        public Object hangingWork() {
            return Payload.HANGS;
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
