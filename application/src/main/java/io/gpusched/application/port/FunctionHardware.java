package io.gpusched.application.port;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An asynchronous function as hardware; see {@link Hardware#of}. */
final class FunctionHardware<P> implements Resettable {
    private final Function<? super P, ? extends CompletionStage<?>> function;
    private final Map<HardwareJob, Call> calls = new LinkedHashMap<>();

    /**
     * A call of the function that has not been freed yet.
     *
     * @param over done by whoever ends the job: the function, or the writer because of a timeout or cancellation
     */
    private record Call(Completion completion, CompletableFuture<?> future, CompletableFuture<Boolean> over) {
        /** Ends the job as the function says, on any thread. */
        void end(@Nullable Throwable failure) {
            if (!over.complete(true)) {
                return;
            }
            if (failure == null) {
                completion.complete();
            } else {
                Throwable wrapped = failure instanceof CompletionException ? failure.getCause() : null;
                completion.fail(Errno.EIO, wrapped == null ? failure : wrapped);
            }
        }

        /** A future that does not want to be cancelled goes on. That concerns nobody else: its job has ended. */
        private void cancel() {
            try {
                future.cancel(true);
            } catch (RuntimeException unwilling) {
                // It is asked, not told.
            }
        }

        /** Forgets the call, whatever the function says. */
        void forget() {
            if (over.complete(true)) {
                cancel();
            }
        }

        /** Ends the job whatever the function says. */
        void stop(Errno error) {
            if (over.complete(true)) {
                completion.fail(error);
                cancel();
            }
        }
    }

    FunctionHardware(Function<? super P, ? extends CompletionStage<?>> function) {
        this.function = function;
    }

    @Override
    public boolean overlaps() {
        return true;
    }

    @Override
    public Hardware forDevice() {
        return new FunctionHardware<>(function);
    }

    @Override
    public Launch run(HardwareJob job, Completion completion) {
        if (job.error() != null) {
            return Launch.Accepted.NOTHING;
        }
        try {
            CompletableFuture<?> future = call(job.payload()).toCompletableFuture();
            Call call = new Call(completion, future, new CompletableFuture<>());
            calls.put(job, call);
            // Nobody looks at the stage that this returns: what the completion throws, as it does when the writer has
            // ended, is lost.
            CompletionStage<?> _ = future.whenComplete((result, failure) -> call.end(failure));
        } catch (Throwable thrown) {
            completion.fail(Errno.EIO, thrown);
        }
        return Launch.Accepted.RUNNING;
    }

    /** A payload of another type is the failure of its job, like everything else that the function throws. */
    @SuppressWarnings("unchecked")
    private CompletionStage<?> call(Object payload) {
        return Objects.requireNonNull(function.apply((P) payload), "the function returned no stage");
    }

    @Override
    public Verdict timedOut(HardwareJob job, Recovery recovery) {
        stop(job, Errno.ETIMEDOUT);
        return Verdict.KILLED;
    }

    @Override
    public void cancel(HardwareJob job) {
        stop(job, Errno.ECANCELED);
    }

    @Override
    public void clear() {
        calls.values().forEach(Call::forget);
        calls.clear();
    }

    @Override
    public void end(HardwareJob job, Errno error) {
        stop(job, error);
    }

    /** {@inheritDoc} What a function does cannot be seen from here. */
    @Override
    public boolean isProgressing(HardwareJob job) {
        return false;
    }

    @Override
    public void free(HardwareJob job) {
        calls.remove(job);
    }

    private void stop(HardwareJob job, Errno error) {
        Call call = calls.remove(job);
        if (call != null) {
            call.stop(error);
        }
    }

    @Override
    public String toString() {
        return "hardware of " + function;
    }
}
