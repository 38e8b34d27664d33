package io.gpusched.benchmarks;

import io.gpusched.adapters.executor.LiveWriter;
import io.gpusched.application.device.Rejection;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.Ticket;
import io.gpusched.domain.sched.HardwareJob;
import io.vavr.control.Either;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A shared device with one ring, whose hardware completes every job at once; each producer has an entity of its own. */
final class SharedDeviceLanes implements Contender.Lanes {
    private static final String PAYLOAD = "job";

    private final Ring<String> ring = Ring.<String>over("instant", new Instant());
    private final AtomicInteger lanes = new AtomicInteger();
    private final SharedDevice device;
    private final Runnable afterClose;

    SharedDeviceLanes(LiveWriter writer, Tracepoints tracepoints, Runnable afterClose) {
        this.device =
                SharedDevice.owning(writer).ring(ring).tracepoints(tracepoints).open();
        this.afterClose = afterClose;
    }

    @Override
    public Lane lane() {
        return new DeviceLane(device.entity("producer " + lanes.getAndIncrement(), ring));
    }

    @Override
    public void close() {
        device.close();
        afterClose.run();
    }

    private record DeviceLane(SharedEntity<String> entity) implements Lane {
        @Override
        public void submit() {
            accepted(entity.submit(PAYLOAD));
        }

        @Override
        public void submit(Arrival finished) {
            CompletionStage<Void> _ =
                    accepted(entity.submit(PAYLOAD)).finished().thenRun(finished);
        }

        private static Ticket accepted(Either<Rejection, Ticket> answer) {
            return answer.getOrElseThrow(refusal -> new IllegalStateException(refusal.reason()));
        }
    }

    private static final class Instant implements Hardware {
        private long done;

        @Override
        public Launch run(HardwareJob job, Completion completion) {
            done++;
            completion.complete();
            return Launch.Accepted.RUNNING;
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            return Verdict.NO_HANG;
        }

        @Override
        public void free(HardwareJob job) {}
    }
}
