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
 * One job of a shared device, from its submission on. It is three things in one object, since each object costs every job: the {@link
 * Request} that brings the job to the writer, the callback on the job's finished fence, and the {@link Ticket} that its submitter holds.
 *
 * <p>Most submitters ask for no stage, so the stage of {@link #finished} is made when it is first asked for. One field holds how the job ended
 * or, once it was asked for, the stage. If the submitter asks first, the writer completes the stage; otherwise it is complete from the start.
 *
 * <p>Another field holds what was submitted: the payload, with its options if there are any. When the writer takes the job in, the armed
 * {@link Job} takes that place. When the job is over the field is cleared, because the submitter may keep the ticket for long and the job
 * should not stay in memory with it.
 *
 * <p>On the writer the job is new, then queued in the list of its entity, then on the list of its ring, then over. A refused job goes from
 * new to over. See {@link DeviceOnWriter}.
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
     * How the job ended: null before; then this object, or what the job failed with. Once the stage was asked for, this is a
     * {@link WriterStage} that completes with the same.
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

    /** A payload with the options of its job. */
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
    public CompletionStage<Ticket> finished() {
        return stage();
    }

    /** Returns the job of a ticket; null if it is that of a call that was refused at once. */
    static @Nullable SubmittedJob of(Ticket ticket) {
        return switch (ticket) {
            case SubmittedJob job -> job;
            case EntityCall<?> call -> call.job();
        };
    }

    /** Returns the stage of the end, always the same. */
    @SuppressWarnings("unchecked") // END holds no other stage
    WriterStage<Ticket> stage() {
        Object known = END.getVolatile(this);
        while (!(known instanceof WriterStage<?>)) {
            WriterStage<Ticket> stage = client.onWriter().callbacks().newStage();
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

    /** Notes how the job ended, unless that is known. Called on the writer, or by a submitter who found that the writer has ended. */
    @SuppressWarnings("unchecked") // END holds no other stage
    private void end(Object how) {
        Object before = END.compareAndExchange(this, null, how);
        if (before instanceof WriterStage<?> stage) {
            WriterWatch watch = client.onWriter().watch();
            if (watch == null) {
                complete((WriterStage<Ticket>) stage, how);
            } else {
                WriterWatch.Watched outer = watch.enter("a callback of a job of entity " + client.name());
                complete((WriterStage<Ticket>) stage, how);
                watch.leave(outer);
            }
        }
    }

    private boolean hasEnded() {
        Object known = END.getVolatile(this);
        return known instanceof WriterStage<?> stage ? stage.isDone() : known != null;
    }

    @Override
    public CompletionStage<Ticket> scheduled() {
        WriterStage<Ticket> stage = client.onWriter().callbacks().newStage();
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

    /** Ends a job that the scheduler never took in. */
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

    /** Returns the job of a ticket that was taken in and has not ended. */
    Job requireJob() {
        Job known = job();
        if (known == null) {
            throw new IllegalStateException(this + " has no job: it was not taken in, or is over");
        }
        return known;
    }

    boolean hasStarted() {
        return startedNanos != NOT_STARTED;
    }

    long startedNanos() {
        return startedNanos;
    }

    /**
     * Returns the ticket of a job that the device has. The ticket is the first callback on the job's finished fence, and stays there until
     * the job has ended.
     */
    static SubmittedJob of(Job job) {
        if (job.fences().finished().waiting(0) instanceof SubmittedJob ticket) {
            return ticket;
        }
        throw new IllegalStateException(job + " is nobody's");
    }

    /** Records the armed job, now that the device has taken it in. */
    void taken(Job armed) {
        subject = armed;
        armed.fences().finished().addCallback(this);
    }

    /** Notes since when the job has been on the hardware. */
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

    /** {@inheritDoc} The job has ended. Its submitter may keep the ticket, so the ticket drops the job. */
    @Override
    public void signaled(Fence fence) {
        Job over = job();
        if (over == null) {
            throw new IllegalStateException(this + " is over for the second time");
        }
        HardwareFence run = over.hardware();
        Errno error = fence.error();
        client.onWriter().ended(this, error);
        subject = null;
        if (error == null) {
            end(this);
        } else {
            fail(error, run == null ? null : run.cause());
        }
        client.onWriter().afterEnd(client);
    }

    /** Takes note that the job is queued again, as another one, because it was taken off the hardware to make room. */
    void requeued(Job armed) {
        startedNanos = NOT_STARTED;
        taken(armed);
    }

    /** Stops waiting for the end of the job, which may come later or never. */
    void forget() {
        Job unfinished = job();
        if (unfinished != null) {
            unfinished.fences().finished().removeCallback(this);
            subject = null;
        }
    }

    /** Ends the job with an error, unless it has ended. */
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
