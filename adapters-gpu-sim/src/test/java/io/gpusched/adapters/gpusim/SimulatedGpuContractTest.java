package io.gpusched.adapters.gpusim;

import io.gpusched.adapters.tck.TestedBackend;
import io.gpusched.adapters.tck.TestedHardware;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.RingKind;
import io.gpusched.domain.fence.Errno;
import io.gpusched.testkit.tck.BackendContract;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** The simulated GPU keeps the promises of all hardware, whatever its ring and its timeout handler. */
class SimulatedGpuContractTest {
    private static final long WORK_NANOS = 1_000;

    @Nested
    class SerialThatResets extends BackendContract {
        @Override
        protected TestedBackend backend() {
            return simulated(OnTimeout.RESET, RingKind.SERIAL).can(Capability.RESETS, Capability.RESUBMITS);
        }
    }

    @Nested
    class SerialThatSignals extends BackendContract {
        @Override
        protected TestedBackend backend() {
            return simulated(OnTimeout.SIGNAL, RingKind.SERIAL);
        }
    }

    @Nested
    class OverlappingThatResets extends BackendContract {
        @Override
        protected TestedBackend backend() {
            return simulated(OnTimeout.RESET, RingKind.OVERLAPPING)
                    .can(Capability.OVERLAPPING, Capability.RESETS, Capability.RESUBMITS);
        }
    }

    private static TestedHardware<SimulatedGpu> simulated(OnTimeout onTimeout, RingKind kind) {
        return TestedHardware.of("simulated", writer -> new SimulatedGpu(writer.timers(), onTimeout, kind))
                .can(Capability.CREDITS, Capability.CANCELS, Capability.MANY_DEVICES)
                .sample(SampleWork.WORK, GpuWork.of(WORK_NANOS))
                .sample(SampleWork.LONG_WORK, GpuWork.of(10 * WORK_NANOS))
                .sample(SampleWork.FAILING, new GpuWork(WORK_NANOS, 0, null, Errno.EIO))
                .sample(SampleWork.REFUSED, new GpuWork(WORK_NANOS, 0, Errno.ENODEV, null))
                .sample(SampleWork.HANGING, new GpuWork(WORK_NANOS, Integer.MAX_VALUE, null, null))
                .sample(SampleWork.HANGING_ONCE, new GpuWork(WORK_NANOS, 1, null, null))
                .timeout(Duration.ofNanos(100 * WORK_NANOS));
    }
}
