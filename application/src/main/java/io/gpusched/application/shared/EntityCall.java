package io.gpusched.application.shared;

import io.gpusched.application.device.Rejection;
import io.gpusched.domain.fence.Errno;
import io.vavr.control.Either;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The call of an entity: the stage of the answer, with the ticket of the job behind it.
 *
 * @param <R> what the function answers
 */
final class EntityCall<R extends @Nullable Object> extends WriterStage<R> implements Call<R> {
    private static final long REFUSED = -1;

    private final String entity;
    private final @Nullable SubmittedJob job;

    private EntityCall(Callbacks callbacks, String entity, @Nullable SubmittedJob job) {
        super(callbacks);
        this.entity = entity;
        this.job = job;
    }

    static <P, R extends @Nullable Object> EntityCall<R> of(
            SharedEntity<P> entity, P argument, @Nullable SubmitOptions options) {
        Invocation<P, R> invocation = new Invocation<>(argument);
        Callbacks callbacks = entity.client().onWriter().callbacks();
        Either<Rejection, SubmittedJob> submitted = entity.submitOwn(invocation, options);
        EntityCall<R> call = new EntityCall<>(callbacks, entity.name(), submitted.getOrNull());
        submitted
                .peek(job -> job.stage().tell((over, failure) -> call.end(invocation, failure)))
                .peekLeft(reason -> call.completeExceptionally(new JobRefused(reason)));
        return call;
    }

    private void end(Invocation<?, R> invocation, @Nullable Throwable failure) {
        if (failure == null) {
            complete(invocation.answer());
        } else if (failure instanceof JobFailed failed && failed.errno() == Errno.EIO && failed.getCause() != null) {
            completeExceptionally(failed.getCause());
        } else {
            completeExceptionally(failure);
        }
    }

    /** Returns the job; null if the call was refused at once. */
    @Nullable
    SubmittedJob job() {
        return job;
    }

    @Override
    public long id() {
        return job == null ? REFUSED : job.id();
    }

    @Override
    public String entity() {
        return entity;
    }

    @Override
    public CompletionStage<Ticket> scheduled() {
        return job == null ? thenApply(never -> this) : job.scheduled();
    }

    @Override
    public CompletionStage<Ticket> finished() {
        return job == null ? thenApply(never -> this) : job.finished();
    }

    @Override
    public void cancel() {
        if (job != null) {
            job.cancel();
        }
    }
}
