package io.gpusched.application.shared;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.Rejection;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Work;
import io.gpusched.application.port.Writer;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The half of a {@link SharedDevice} that lives on the writer: the device itself, and who its jobs belong to. */
final class WriterSide {
    private final Writer writer;
    private final Intake intake;
    private final Device device;
    private final List<RingHardware> rings = new ArrayList<>();
    private final Map<Entity, Tenant> tenants = new LinkedHashMap<>();
    private final List<IdleWait> waits = new ArrayList<>();
    private final StartLimits startLimits;
    private final StartStages startStages = new StartStages();
    private final AwaitedFences awaited = new AwaitedFences(this);
    private Rejection.@Nullable DeviceClosed over;
    private long accepted;
    private long refused;
    private long completed;
    private long failed;

    WriterSide(Writer writer, Tracepoints tracepoints, Intake intake) {
        this.writer = writer;
        this.intake = intake;
        this.device = new Device(writer, tracepoints);
        this.startLimits = new StartLimits(writer.timers());
    }

    Writer writer() {
        return writer;
    }

    Intake intake() {
        return intake;
    }

    Device device() {
        return device;
    }

    StartStages startStages() {
        return startStages;
    }

    long nanos() {
        return writer.clock().nanos();
    }

    void addRings(List<? extends Ring<?>> added) {
        added.forEach(ring -> rings.add(new RingHardware(ring, this)));
    }

    void addEntity(Tenant tenant) {
        if (over == null) {
            List<Scheduler> schedulers = tenant.rings().stream()
                    .map(ring -> hardwareOf(ring).scheduler())
                    .toList();
            Entity entity = device.addEntity(tenant.options().priority(), schedulers);
            tenant.setEntity(entity);
            tenants.put(entity, tenant);
        }
    }

    private RingHardware hardwareOf(Ring<?> ring) {
        return rings.stream()
                .filter(each -> each.ring() == ring)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(ring.name() + " was not checked"));
    }

    void submit(SubmittedJob ticket) {
        Tenant tenant = ticket.tenant();
        Entity entity = tenant.entity();
        if (entity == null || over != null) {
            refuse(ticket, over == null ? new Rejection.EntityClosed(tenant.name()) : over);
            return;
        }
        SubmitOptions options = ticket.options();
        UnarmedJob unarmed =
                new UnarmedJob(ticket.id(), entity, options == null ? 1 : options.credits(), ticket.payload());
        if (options != null) {
            options.dependencies().forEach(each -> awaited.add(ticket, unarmed, each));
        }
        device.submit(unarmed)
                .peek(job -> take(ticket, job, options))
                .peekLeft(reason -> refuse(
                        ticket,
                        reason instanceof Rejection.EntityKilled ? new Rejection.EntityClosed(tenant.name()) : reason));
    }

    private void take(SubmittedJob ticket, Job job, @Nullable SubmitOptions options) {
        accepted++;
        ticket.taken(job);
        ticket.tenant().taken(ticket);
        if (options != null && options.startLimitNanos() != SubmitOptions.NO_LIMIT) {
            startLimits.set(ticket, options.startLimitNanos(), () -> giveUp(ticket, Errno.ETIME));
        }
    }

    private void refuse(SubmittedJob ticket, Rejection reason) {
        refused++;
        awaited.release(ticket);
        ticket.refuseFor(reason);
    }

    boolean isOverlapping(Scheduler scheduler) {
        return rings.get(scheduler.id()).ring().overlapping();
    }

    /** The turn of the first job in line of an entity has come; null if that is over already, and only its place was left. */
    @Nullable
    SubmittedJob started(Job job) {
        SubmittedJob ticket = SubmittedJob.of(job);
        if (ticket.list == null) {
            return null;
        }
        ticket.tenant().leaves(ticket);
        startLimits.lift(ticket);
        return ticket;
    }

    /** A job is over: it goes out of the books, before its submitter is told. */
    void ended(SubmittedJob ticket, @Nullable Errno error) {
        Tenant tenant = ticket.tenant();
        TicketList list = ticket.list;
        if (list == null) {
            throw new IllegalStateException(ticket + " is over for the second time");
        }
        if (list == tenant.queued()) {
            tenant.leftLine();
        }
        list.remove(ticket);
        startLimits.lift(ticket);
        tenant.finished();
        if (error == null) {
            completed++;
        } else {
            failed++;
        }
    }

    /** Follows {@link #ended} when the submitter was told. */
    void afterEnd(Tenant tenant) {
        if (tenant.isClosed() && tenant.unfinished() == 0 && tenant.entity() != null) {
            tenants.remove(tenant.entity());
        }
        if (!waits.isEmpty()) {
            List.copyOf(waits).forEach(IdleWait::endIfIdle);
        }
    }

    void cancel(SubmittedJob ticket) {
        giveUp(ticket, Errno.ECANCELED);
    }

    private void giveUp(SubmittedJob ticket, Errno error) {
        Job job = ticket.job();
        if (job != null
                && ticket.list != null
                && device.cancel(job)
                && ticket.list == ticket.tenant().queued()) {
            endWaiting(ticket, error);
        }
    }

    /**
     * A job that waits is over at once, for its submitter, its entity and the counts. What is left of it goes through the scheduler when its
     * turn comes, and is never run.
     */
    private void endWaiting(SubmittedJob ticket, Errno error) {
        ended(ticket, error);
        ticket.fail(error, null);
        awaited.release(ticket);
        afterEnd(ticket.tenant());
    }

    private void endWaiting(TicketList waiting, Errno error) {
        for (SubmittedJob ticket = waiting.first(); ticket != null; ticket = waiting.first()) {
            endWaiting(ticket, error);
        }
    }

    /** A ring is gone for good: nobody will hear of its jobs again, neither of those that it has nor of those that were to come. */
    void lose(RingHardware ring) {
        if (!device.isTornDown(ring.scheduler())) {
            device.teardown(ring.scheduler());
        }
        abandon(ring.running(), Errno.ENODEV, null);
        for (Tenant each : List.copyOf(tenants.values())) {
            SubmittedJob first = each.queued().first();
            Job job = first == null ? null : first.job();
            if (job != null && job.scheduler() == ring.scheduler()) {
                endWaiting(each.queued(), Errno.ENODEV);
            }
        }
        List.copyOf(waits).forEach(IdleWait::endIfIdle);
    }

    void setPriority(Tenant tenant, Priority priority) {
        Entity entity = tenant.entity();
        if (entity != null && !tenant.isClosed()) {
            device.setPriority(entity, priority);
        }
    }

    void close(Tenant tenant) {
        Entity entity = tenant.entity();
        if (entity != null && !tenant.isClosed()) {
            tenant.markClosed();
            device.close(entity);
            endWaiting(tenant.queued(), Errno.ESRCH);
            afterEnd(tenant);
        }
    }

    /** Returns how many jobs are not over: of an entity, or of all. */
    long unfinished(@Nullable Tenant tenant) {
        return tenant == null ? accepted - completed - failed : tenant.unfinished();
    }

    /**
     * Waits until an entity, or the device, has no unfinished job.
     *
     * @param outcome told once, on the writer, whether that came to be; false if the limit came first
     */
    void whenIdle(@Nullable Tenant tenant, long limitNanos, Consumer<Boolean> outcome) {
        IdleWait wait = new IdleWait(this, tenant, outcome);
        waits.add(wait);
        wait.begin(writer.timers(), limitNanos);
    }

    void over(IdleWait wait) {
        waits.remove(wait);
    }

    /** Closes all entities and tears all rings down. What the hardware does not let go of is not over after this. */
    void kill() {
        over = new Rejection.DeviceClosed(null);
        List.copyOf(tenants.values()).forEach(this::close);
        rings.forEach(ring -> device.teardown(ring.scheduler()));
    }

    /** The jobs that are left will never end by themselves: their submitters are told so. */
    void abandon(Errno error, @Nullable Throwable cause) {
        for (Tenant each : List.copyOf(tenants.values())) {
            abandon(each.queued(), error, cause);
        }
        rings.forEach(ring -> abandon(ring.running(), error, cause));
        List.copyOf(waits).forEach(IdleWait::endIfIdle);
    }

    private void abandon(TicketList list, Errno error, @Nullable Throwable cause) {
        for (SubmittedJob ticket = list.first(); ticket != null; ticket = list.first()) {
            ended(ticket, error);
            ticket.forget();
            ticket.fail(error, cause);
        }
    }

    /** The writer has ended: nothing runs any more. */
    void writerEnded(Rejection.DeviceClosed reason) {
        over = reason;
        abandon(Errno.ENODEV, reason.failure());
    }

    DeviceSnapshot snapshot() {
        return new Observation(this).of(rings, tenants.values());
    }

    Counts counts() {
        return new Counts(accepted, refused, completed, failed);
    }

    /** What became of the jobs so far. */
    record Counts(long accepted, long refused, long completed, long failed) {}

    /** Queues a work item behind everything that the writer has to do now. */
    void queue(Work work) {
        writer.ordered("system").queue(work);
    }
}
