package io.gpusched.adapters.tck;

import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Timers;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.testkit.tck.BackendContract;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An asynchronous function that is hardware keeps the promises of all hardware. */
class FunctionBackendTest extends BackendContract {
    private static final long WORK_NANOS = 1_000;

    @Override
    protected TestedBackend backend() {
        return TestedHardware.of("a function", writer -> Hardware.<String>of(payload -> call(payload, writer.timers())))
                .can(Capability.OVERLAPPING, Capability.CREDITS, Capability.CANCELS, Capability.KILLS)
                .sample(SampleWork.WORK, "work")
                .sample(SampleWork.LONG_WORK, "long work")
                .sample(SampleWork.FAILING, "fails")
                .sample(SampleWork.HANGING, "hangs")
                .timeout(Duration.ofNanos(100 * WORK_NANOS));
    }

    private static CompletionStage<String> call(String payload, Timers timers) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        switch (payload) {
            case "work" -> timers.timer(() -> answer.complete("done")).arm(WORK_NANOS);
            case "long work" -> timers.timer(() -> answer.complete("done")).arm(10 * WORK_NANOS);
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
