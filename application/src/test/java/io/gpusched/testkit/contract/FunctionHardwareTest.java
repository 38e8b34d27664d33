package io.gpusched.testkit.contract;

import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Timers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An asynchronous function that is hardware keeps the promises of all hardware. */
class FunctionHardwareTest implements HardwareContract {
    private static final long WORK_NANOS = 1_000;

    @Override
    public HardwareRig newRig() {
        ManualRig writer = new ManualRig();
        Hardware hardware =
                Hardware.<String>of(payload -> call(payload, writer.writer().timers()));
        return new HardwareRig() {
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
                return 100 * WORK_NANOS;
            }

            @Override
            public Object work() {
                return "work";
            }

            @Override
            public @Nullable Object failingWork() {
                return "fails";
            }

            @Override
            public @Nullable Object hangingWork() {
                return "hangs";
            }

            @Override
            public void close() {
                writer.close();
            }
        };
    }

    private static CompletionStage<String> call(String payload, Timers timers) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        switch (payload) {
            case "work" -> timers.timer(() -> answer.complete("done")).arm(WORK_NANOS);
            case "fails" ->
                timers.timer(() -> answer.completeExceptionally(new IllegalStateException("planted")))
                        .arm(WORK_NANOS);
            default -> {
                // It hangs.
            }
        }
        return answer;
    }
}
