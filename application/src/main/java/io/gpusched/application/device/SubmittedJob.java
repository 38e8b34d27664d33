package io.gpusched.application.device;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceCallback;
import io.gpusched.domain.sched.HardwareFence;
import io.gpusched.domain.sched.Job;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One job of a shared device, from its submission on. It is the errand that brings the job to the writer, the callback on its finished
 * fence, and what its submitter holds; one object, since each costs every job.
 *
 * <p>On the writer it is new, then waiting in its entity's list, then running in its ring's list, then over. Refused, it goes from new
 * to over.
 */
final class SubmittedJob extends Errand implements Ticket, FenceCallback {
    private final Tenant tenant;
    private final long id;
    private final CompletableFuture<Ticket> finished = new CompletableFuture<>();

    // Given by the submitter, taken by the writer.
    private @Nullable Object payload;
    private @Nullable SubmitOptions options;

    // Touched by the writer only.
    private @Nullable Job job;
    private @Nullable CompletableFuture<Ticket> scheduled;
    private long startedNanos;
    private boolean started;

    /** Links of the {@link TicketList} that the job is in. */
    @Nullable
    TicketList list;

    @Nullable
    SubmittedJob previous;

    @Nullable
    SubmittedJob following;

    SubmittedJob(Tenant tenant, long id, Object payload, @Nullable SubmitOptions options) {
        this.tenant = tenant;
        this.id = id;
        this.payload = payload;
        this.options = options;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String entity() {
        return tenant.name();
    }

    @Override
    public CompletionStage<Ticket> finished() {
        return finished;
    }

    @Override
    public CompletionStage<Ticket> scheduled() {
        CompletableFuture<Ticket> stage = new CompletableFuture<>();
        tenant.side()
                .intake()
                .add(new Step(
                        () -> tellScheduled(stage), reason -> stage.completeExceptionally(new JobRefused(reason))));
        return stage;
    }

    @Override
    public void cancel() {
        tenant.side().intake().add(new Step(() -> tenant.side().cancel(this), reason -> {}));
    }

    @Override
    void run() {
        tenant.side().submit(this);
    }

    @Override
    void refuse(Rejection.DeviceClosed reason) {
        refuseFor(reason);
    }

    /** Ends a job that was never taken in. */
    void refuseFor(Rejection reason) {
        payload = null;
        options = null;
        tenant.leftLine();
        finished.completeExceptionally(new JobRefused(reason));
    }

    Tenant tenant() {
        return tenant;
    }

    Object payload() {
        Object given = payload;
        if (given == null) {
            throw new IllegalStateException(this + " was taken in already");
        }
        return given;
    }

    @Nullable
    SubmitOptions options() {
        return options;
    }

    /** Returns the job; null before it was taken in, and when it is over. */
    @Nullable
    Job job() {
        return job;
    }

    boolean hasStarted() {
        return started;
    }

    long startedNanos() {
        return startedNanos;
    }

    /** The device has the job now. */
    void taken(Job armed) {
        payload = null;
        options = null;
        job = armed;
        armed.fences().finished().addCallback(this);
    }

    /** The job's time on the hardware counts from here, for its timeout. */
    void timeFrom(long nanos) {
        startedNanos = nanos;
    }

    /** The hardware has the job. */
    void tellStarted() {
        started = true;
        CompletableFuture<Ticket> asked = scheduled;
        scheduled = null;
        if (asked != null) {
            asked.complete(this);
        }
    }

    private void tellScheduled(CompletableFuture<Ticket> stage) {
        if (started) {
            stage.complete(this);
        } else if (finished.isDone()) {
            stage.completeExceptionally(finished.exceptionNow());
        } else if (scheduled == null) {
            scheduled = stage;
        } else {
            CompletionStage<Ticket> _ = scheduled.whenComplete((ticket, failure) -> {
                if (failure == null) {
                    stage.complete(this);
                } else {
                    stage.completeExceptionally(failure);
                }
            });
        }
    }

    /** {@inheritDoc} The job is over. Its submitter may keep the ticket, so nothing of the job is kept here. */
    @Override
    public void signaled(Fence fence) {
        Job over = job;
        if (over == null) {
            throw new IllegalStateException(this + " is over for the second time");
        }
        HardwareFence run = over.hardware();
        Errno error = fence.error();
        job = null;
        tenant.side().ended(this, error);
        if (error == null) {
            finished.complete(this);
        } else {
            fail(error, run == null ? null : run.cause());
        }
        tenant.side().afterEnd(tenant);
    }

    /** The device will never say that the job is over, or not soon: nobody listens any more. */
    void forget() {
        if (job != null) {
            job.fences().finished().removeCallback(this);
            job = null;
        }
    }

    /** Tells the submitter that the job will not run to its end. What the device still does with it is nobody's business. */
    void fail(Errno error, @Nullable Throwable cause) {
        if (!finished.isDone()) {
            JobFailed failure = new JobFailed(this, error, cause);
            CompletableFuture<Ticket> asked = scheduled;
            scheduled = null;
            finished.completeExceptionally(failure);
            if (asked != null) {
                asked.completeExceptionally(failure);
            }
        }
    }

    @Override
    public String toString() {
        return "job " + id + " of " + tenant.name();
    }
}
