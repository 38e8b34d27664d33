package io.gpusched.application.device;

import io.gpusched.application.port.Timer;
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
    private final Map<SubmittedJob, Timer> startLimits = new LinkedHashMap<>();
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
            options.dependencies().forEach(each -> awaited.add(unarmed, each));
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
            Timer limit = writer.timers().timer(() -> giveUp(ticket, Errno.ETIME));
            startLimits.put(ticket, limit);
            limit.arm(options.startLimitNanos());
        }
    }

    private void refuse(SubmittedJob ticket, Rejection reason) {
        refused++;
        ticket.refuseFor(reason);
    }

    boolean isOverlapping(Scheduler scheduler) {
        return rings.get(scheduler.id()).ring().overlapping();
    }

    /** The first job in line of an entity goes to the hardware. */
    SubmittedJob started(Job job) {
        SubmittedJob ticket = SubmittedJob.of(job);
        ticket.tenant().leaves(ticket);
        liftStartLimit(ticket);
        return ticket;
    }

    /** A job is over: it goes out of the books, before its submitter is told. */
    void ended(SubmittedJob ticket, @Nullable Errno error) {
        Tenant tenant = ticket.tenant();
        TicketList list = ticket.list;
        if (list == tenant.queued()) {
            tenant.leftLine();
        }
        if (list != null) {
            list.remove(ticket);
        }
        liftStartLimit(ticket);
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

    /** A job that waits is over for its submitter at once; its place in the line it gives up when its turn comes. */
    private void giveUp(SubmittedJob ticket, Errno error) {
        Job job = ticket.job();
        if (job != null && device.cancel(job) && !ticket.hasStarted()) {
            liftStartLimit(ticket);
            ticket.fail(error, null);
        }
    }

    private void liftStartLimit(SubmittedJob ticket) {
        if (!startLimits.isEmpty()) {
            Timer limit = startLimits.remove(ticket);
            if (limit != null) {
                limit.cancel();
            }
        }
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
