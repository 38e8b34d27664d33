package io.gpusched.application.shared;

import io.gpusched.application.device.Rejection;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceCallback;
import io.gpusched.domain.sched.HardwareFence;
import io.gpusched.domain.sched.Job;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One job of a shared device, from its submission on. It is the request that brings the job to the writer, the callback on its finished
 * fence, and what its submitter holds; one object, since each costs every job. Most submitters ask for no stage, so there is none before
 * somebody does.
 *
 * <p>On the writer it is new, then waiting in its entity's list, then running in its ring's list, then over. Refused, it goes from new
 * to over.
 */
final class SubmittedJob extends Request implements Ticket, FenceCallback {
    private static final VarHandle END;
    private static final long NOT_STARTED = Long.MIN_VALUE;

    static {
        try {
            END = MethodHandles.lookup().findVarHandle(SubmittedJob.class, "end", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final EntityOnWriter client;

    /**
     * How it ended: null before; then the job itself, or what it failed with. From when somebody asks on it is a {@link WriterStage} that
     * says the same.
     */
    @SuppressWarnings("UnusedVariable") // by END, from any thread
    private @Nullable Object end;

    /**
     * What the submitter gives and the writer takes: the payload, or {@link PayloadAndOptions}. From then on it is the job, touched by the writer
     * only, and null when the job is over.
     */
    private @Nullable Object subject;

    // Touched by the writer only.
    private long startedNanos = NOT_STARTED;

    /** The {@link TicketList} that the job is in, and the one before it there; {@link Request#next} is the one behind it. */
    @Nullable
    TicketList list;

    @Nullable
    SubmittedJob previous;

    /** A payload, and what its job is to be like. */
    private record PayloadAndOptions(
            Object payload, @Nullable SubmitOptions options) {}

    SubmittedJob(EntityOnWriter client, Object payload, @Nullable SubmitOptions options) {
        this.client = client;
        // A payload that looks like the job that it is to become goes in an envelope.
        this.subject = options == null && !(payload instanceof Job || payload instanceof PayloadAndOptions)
                ? payload
                : new PayloadAndOptions(payload, options);
    }

    @Override
    public long id() {
        return jobs - 1;
    }

    @Override
    public String entity() {
        return client.name();
    }

    @Override
    @SuppressWarnings("unchecked") // END holds no other stage
    public CompletionStage<Ticket> finished() {
        Object known = END.getVolatile(this);
        while (!(known instanceof WriterStage<?>)) {
            WriterStage<Ticket> stage = new WriterStage<>(client.onWriter().writer());
            if (known != null) {
                complete(stage, known);
            }
            Object before = END.compareAndExchange(this, known, stage);
            known = before == known ? stage : before;
        }
        return (WriterStage<Ticket>) known;
    }

    private void complete(WriterStage<Ticket> stage, Object how) {
        if (how instanceof Throwable failure) {
            stage.completeExceptionally(failure);
        } else {
            stage.complete(this);
        }
    }

    /** Says how it ended, unless that is known; from the writer, or from a submitter who found that there is none. */
    @SuppressWarnings("unchecked") // END holds no other stage
    private void end(Object how) {
        Object before = END.compareAndExchange(this, null, how);
        if (before instanceof WriterStage<?> stage) {
            complete((WriterStage<Ticket>) stage, how);
        }
    }

    private boolean hasEnded() {
        Object known = END.getVolatile(this);
        return known instanceof WriterStage<?> stage ? stage.isDone() : known != null;
    }

    @Override
    public CompletionStage<Ticket> scheduled() {
        WriterStage<Ticket> stage = new WriterStage<>(client.onWriter().writer());
        client.onWriter()
                .requests()
                .add(new Action(
                        () -> tellScheduled(stage), reason -> stage.completeExceptionally(new JobRefused(reason))));
        return stage;
    }

    @Override
    public void cancel() {
        client.onWriter().requests().add(new Action(() -> client.onWriter().cancel(this), reason -> {}));
    }

    @Override
    void run() {
        client.onWriter().submit(this);
    }

    @Override
    void refuse(Rejection.DeviceClosed reason) {
        refuseFor(reason);
    }

    /** Ends a job that was never taken in. */
    void refuseFor(Rejection reason) {
        subject = null;
        client.cancelReservation();
        end(new JobRefused(reason));
    }

    EntityOnWriter client() {
        return client;
    }

    Object payload() {
        return switch (subject) {
            case null -> throw new IllegalStateException(this + " is over");
            case Job taken -> throw new IllegalStateException(this + " was taken in already");
            case PayloadAndOptions both -> both.payload();
            default -> subject;
        };
    }

    @Nullable
    SubmitOptions options() {
        return subject instanceof PayloadAndOptions both ? both.options() : null;
    }

    /** Returns the job; null before it was taken in, and when it is over. */
    @Nullable
    Job job() {
        return subject instanceof Job job ? job : null;
    }

    boolean hasStarted() {
        return startedNanos != NOT_STARTED;
    }

    long startedNanos() {
        return startedNanos;
    }

    /**
     * Returns what became of the submission of a job that the device has. It was the first to wait for the job's end, and waits as long as
     * the job has not ended.
     */
    static SubmittedJob of(Job job) {
        if (job.fences().finished().waiting(0) instanceof SubmittedJob ticket) {
            return ticket;
        }
        throw new IllegalStateException(job + " is nobody's");
    }

    /** The device has the job now. */
    void taken(Job armed) {
        subject = armed;
        armed.fences().finished().addCallback(this);
    }

    /** The job's time on the hardware counts from here, for its timeout. */
    void timeFrom(long nanos) {
        startedNanos = nanos;
    }

    private void tellScheduled(WriterStage<Ticket> stage) {
        if (hasStarted()) {
            stage.complete(this);
        } else if (hasEnded()) {
            CompletionStage<?> _ = finished().whenComplete((never, failure) -> stage.completeExceptionally(failure));
        } else {
            client.onWriter().scheduledStages().add(this, stage);
        }
    }

    /** {@inheritDoc} The job is over. Its submitter may keep the ticket, so nothing of the job is kept here. */
    @Override
    public void signaled(Fence fence) {
        Job over = job();
        if (over == null) {
            throw new IllegalStateException(this + " is over for the second time");
        }
        if (list == null) {
            // It was given up before its turn, and this is its turn.
            subject = null;
            return;
        }
        HardwareFence run = over.hardware();
        Errno error = fence.error();
        subject = null;
        client.onWriter().ended(this, error);
        if (error == null) {
            end(this);
        } else {
            fail(error, run == null ? null : run.cause());
        }
        client.onWriter().afterEnd(client);
    }

    /** The device will never say that the job is over, or not soon: nobody listens any more. */
    void forget() {
        Job unfinished = job();
        if (unfinished != null) {
            unfinished.fences().finished().removeCallback(this);
            subject = null;
        }
    }

    /** Tells the submitter that the job will not run to its end, unless it was told so before. */
    void fail(Errno error, @Nullable Throwable cause) {
        if (!hasEnded()) {
            JobFailed failure = new JobFailed(this, error, cause);
            end(failure);
            client.onWriter().scheduledStages().fail(this, failure);
        }
    }

    @Override
    public String toString() {
        return "job " + id() + " of " + client.name();
    }
}
