package io.gpusched.adapters.gpusim;

import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.RingKind;
import io.gpusched.domain.fence.Errno;
import io.gpusched.testkit.contract.HardwareContract;
import io.gpusched.testkit.contract.HardwareRig;
import io.gpusched.testkit.contract.ManualRig;
import io.gpusched.testkit.contract.WriterRig;
import org.junit.jupiter.api.Nested;

/** The simulated GPU keeps the promises of all hardware, whatever its ring and its timeout handler. */
class SimulatedGpuContractTest {
    @Nested
    class SerialThatResets implements HardwareContract {
        @Override
        public HardwareRig newRig() {
            return new SimulatedRig(OnTimeout.RESET, RingKind.SERIAL);
        }
    }

    @Nested
    class SerialThatSignals implements HardwareContract {
        @Override
        public HardwareRig newRig() {
            return new SimulatedRig(OnTimeout.SIGNAL, RingKind.SERIAL);
        }
    }

    @Nested
    class OverlappingThatResets implements HardwareContract {
        @Override
        public HardwareRig newRig() {
            return new SimulatedRig(OnTimeout.RESET, RingKind.OVERLAPPING);
        }
    }

    private static final class SimulatedRig implements HardwareRig {
        private static final long WORK_NANOS = 1_000;

        private final ManualRig writer = new ManualRig();
        private final SimulatedGpu gpu;

        SimulatedRig(OnTimeout onTimeout, RingKind kind) {
            gpu = new SimulatedGpu(writer.writer().timers(), onTimeout, kind);
        }

        @Override
        public WriterRig writer() {
            return writer;
        }

        @Override
        public SimulatedGpu hardware() {
            return gpu;
        }

        @Override
        public long timeoutNanos() {
            return 100 * WORK_NANOS;
        }

        @Override
        public GpuWork work() {
            return GpuWork.of(WORK_NANOS);
        }

        @Override
        public GpuWork failingWork() {
            return new GpuWork(WORK_NANOS, 0, null, Errno.EIO);
        }

        @Override
        public GpuWork refusedWork() {
            return new GpuWork(WORK_NANOS, 0, Errno.ENODEV, null);
        }

        @Override
        public GpuWork hangingWork() {
            return new GpuWork(WORK_NANOS, 1, null, null);
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
