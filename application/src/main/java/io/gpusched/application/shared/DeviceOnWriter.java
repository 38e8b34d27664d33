package io.gpusched.application.shared;

import io.gpusched.application.device.Device;
import io.gpusched.application.device.Rejection;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Work;
import io.gpusched.application.port.Writer;
import io.gpusched.application.recovery.PlannedHardware;
import io.gpusched.application.recovery.RecoveryPlan;
import io.gpusched.application.recovery.ResetDomain;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The half of a {@link SharedDevice} that lives on the writer: the device itself, its rings, its clients, and what became of their jobs.
 * Writer only.
 *
 * <p>A job of a shared device is a {@link SubmittedJob}, which is its ticket as well. Here it goes through these states:
 *
 * <pre>
 * submitted
 *   refused                                        the ticket gets a rejection
 *   queued, in the list of its client
 *     started, in the list of its ring
 *       ended                                      with an error or without
 *       abandoned: the ring or the device is gone  ended with an error
 *     given up: cancelled, too late, client closed ended with an error, before it has started
 * </pre>
 *
 * <p>The list that a ticket is in is its state: {@code null} means that it has ended, or that it was not taken in yet. {@link #ended} is the
 * only place that takes a ticket out and counts it, so no job is counted twice.
 *
 * <p>A job that is given up while it is queued ends at once and leaves the queue of the scheduler, wherever it stands, so nothing keeps its
 * payload. If another job waits for its end, its fences live on until the jobs before it have finished.
 *
 * <p>A job that is given up while it runs may keep its credits; see {@link HeldJobs}. It has then ended for its submitter, and for the counts
 * here, and still runs for the scheduler.
 *
 * <p>The submitter hears of it last, after the counts and lists are right, since its callbacks may submit the next job at once.
 *
 * <p>A client that is closed stays in the map until its last job has ended, so that snapshots and limits see that job.
 */
final class DeviceOnWriter {
    private final Writer writer;
    private final RequestQueue requests;
    private final Callbacks callbacks;
    private final @Nullable WriterWatch watch;
    private final Device device;
    private final List<RingHardware> rings = new ArrayList<>();
    private final Map<RecoveryPlan, ResetDomain> domains = new LinkedHashMap<>();
    private final Map<Entity, EntityOnWriter> clients = new LinkedHashMap<>();
    private final List<IdleWait> waits = new ArrayList<>();
    private final StartLimits startLimits;
    private final ScheduledStages scheduledStages = new ScheduledStages();
    private final DependencyFences dependencyFences = new DependencyFences(this);
    private Rejection.@Nullable DeviceClosed over;
    private long accepted;
    private long refused;
    private long completed;
    private long failed;

    DeviceOnWriter(
            Writer writer,
            Tracepoints tracepoints,
            RequestQueue requests,
            Callbacks callbacks,
            @Nullable WriterWatch watch) {
        this.writer = writer;
        this.requests = requests;
        this.callbacks = callbacks;
        this.watch = watch;
        this.device = new Device(writer, tracepoints);
        this.startLimits = new StartLimits(writer.timers());
    }

    Writer writer() {
        return writer;
    }

    RequestQueue requests() {
        return requests;
    }

    /** Returns where callbacks run. Called from any thread. */
    Callbacks callbacks() {
        return callbacks;
    }

    /** Returns what watches the writer's calls, or null. */
    @Nullable
    WriterWatch watch() {
        return watch;
    }

    Device device() {
        return device;
    }

    ScheduledStages scheduledStages() {
        return scheduledStages;
    }

    long nanos() {
        return writer.clock().nanos();
    }

    void addRings(List<? extends Ring<?>> added) {
        added.forEach(ring -> rings.add(new RingHardware(ring, this)));
    }

    /** Puts hardware that has a plan for its recovery into its reset domain. Called just before its scheduler is added. */
    Hardware recovered(Hardware hardware) {
        if (!(hardware instanceof PlannedHardware planned)) {
            return hardware;
        }
        return domains.computeIfAbsent(planned.plan(), plan -> new ResetDomain(device, writer, plan))
                .addRing(planned.hardware(), planned.attempt());
    }

    private static boolean hasGuiltyFlag(EntityOnWriter client) {
        return client.rings().stream()
                .allMatch(ring -> !(ring.hardware() instanceof PlannedHardware planned)
                        || planned.plan().guiltyFlag());
    }

    void addEntity(EntityOnWriter client) {
        if (over == null) {
            List<Scheduler> schedulers = client.rings().stream()
                    .map(ring -> hardwareOf(ring).scheduler())
                    .toList();
            Entity entity = device.addEntity(client.options().priority(), schedulers, hasGuiltyFlag(client));
            entity.setName(client.options().name());
            entity.setWeight(client.options().weight());
            SharedGroup group = client.options().group();
            if (group != null) {
                entity.setGroup(group.onWriter());
            }
            client.setEntity(entity);
            clients.put(entity, client);
        }
    }

    private RingHardware hardwareOf(Ring<?> ring) {
        return rings.stream()
                .filter(each -> each.ring() == ring)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(ring.name() + " was not checked"));
    }

    void submit(SubmittedJob ticket) {
        EntityOnWriter client = ticket.client();
        Entity entity = client.entity();
        if (entity == null || over != null) {
            refuse(ticket, over == null ? new Rejection.EntityClosed(client.name()) : over);
            return;
        }
        SubmitOptions options = ticket.options();
        UnarmedJob unarmed =
                new UnarmedJob(ticket.id(), entity, options == null ? 1 : options.credits(), ticket.payload());
        if (options != null) {
            if (options.priority() != null) {
                unarmed.setPriority(options.priority());
            }
            if (options.estimateNanos() != SubmitOptions.NO_ESTIMATE) {
                unarmed.setEstimateNanos(options.estimateNanos());
            }
            if (options.deadlineNanos() != Nanos.NO_LIMIT) {
                unarmed.setDeadlineNanos(Timer.due(nanos(), options.deadlineNanos()));
            }
            if (options.tag() != null) {
                unarmed.setTag(options.tag());
            }
            options.dependencies().forEach(each -> dependencyFences.add(ticket, unarmed, each));
        }
        device.submit(unarmed)
                .peek(job -> take(ticket, job, options))
                .peekLeft(reason -> refuse(
                        ticket,
                        reason instanceof Rejection.EntityKilled ? new Rejection.EntityClosed(client.name()) : reason));
    }

    private void take(SubmittedJob ticket, Job job, @Nullable SubmitOptions options) {
        accepted++;
        ticket.taken(job);
        ticket.client().taken(ticket);
        if (options != null && options.startLimitNanos() != Nanos.NO_LIMIT) {
            startLimits.set(ticket, options.startLimitNanos(), () -> giveUp(ticket, Errno.ETIME));
        }
        ringOf(job).makeRoomFor(job);
    }

    private RingHardware ringOf(Job job) {
        return rings.get(job.scheduler().id());
    }

    void setCredits(Ring<?> ring, int credits) {
        device.setCreditLimit(hardwareOf(ring).scheduler(), credits);
    }

    void setTimeout(Ring<?> ring, long nanos) {
        device.setTimeout(hardwareOf(ring).scheduler(), nanos);
    }

    /** Tells whether another job waits for the end of a job. */
    boolean isAwaited(SubmittedJob ticket) {
        return dependencyFences.isAwaited(ticket);
    }

    /**
     * Queues a running job again, as the first of its entity and as another job of the scheduler. The caller then cancels the run.
     *
     * @return false if the entity takes nothing any more; then nothing has changed
     */
    boolean requeue(SubmittedJob ticket, Job job) {
        UnarmedJob again = new UnarmedJob(ticket.id(), job.entity(), job.credits(), job.payload());
        again.setPriority(job.priority());
        return device.resubmitFirst(again, job.submitNanos())
                .peek(armed -> {
                    TicketList list = ticket.list;
                    if (list == null) {
                        throw new IllegalStateException(ticket + " is over and cannot be queued again");
                    }
                    list.remove(ticket);
                    ticket.forget();
                    ticket.requeued(armed);
                    ticket.client().returns(ticket);
                })
                .isRight();
    }

    private void refuse(SubmittedJob ticket, Rejection reason) {
        refused++;
        dependencyFences.release(ticket);
        ticket.refuseFor(reason);
    }

    boolean isOverlapping(Scheduler scheduler) {
        return rings.get(scheduler.id()).ring().overlapping();
    }

    /** Moves the first job of an entity out of its queue, since it starts. */
    SubmittedJob started(Job job) {
        SubmittedJob ticket = SubmittedJob.of(job);
        ticket.client().leaves(ticket);
        startLimits.lift(ticket);
        return ticket;
    }

    /** Takes a job that has ended out of its list and counts it. Its submitter hears of it after that. */
    void ended(SubmittedJob ticket, @Nullable Errno error) {
        EntityOnWriter client = ticket.client();
        TicketList list = ticket.list;
        if (list == null) {
            throw new IllegalStateException(ticket + " is over for the second time");
        }
        if (list == client.queued()) {
            client.leftQueue();
        } else {
            Job job = ticket.job();
            if (job != null) {
                ringOf(job).ended(ticket, error);
            }
        }
        list.remove(ticket);
        startLimits.lift(ticket);
        dependencyFences.over(ticket);
        client.finished();
        if (error == null) {
            completed++;
        } else {
            failed++;
        }
    }

    /** Does what follows from the end of a job, after its submitter has heard of it. */
    void afterEnd(EntityOnWriter client) {
        if (client.isClosed() && client.unfinished() == 0 && client.entity() != null) {
            clients.remove(client.entity());
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
        TicketList list = ticket.list;
        if (job == null || list == null || job.isSignaled()) {
            return;
        }
        if (list == ticket.client().queued()) {
            withdraw(ticket, job, error);
        } else {
            ringOf(job).giveUp(ticket, job);
        }
    }

    /** Ends a queued job at once and takes it out of the queue of the scheduler. */
    private void withdraw(SubmittedJob ticket, Job job, Errno error) {
        if (dependencyFences.isAwaited(ticket)) {
            endEarly(ticket, error);
            device.withdraw(job, error, true);
        } else {
            dependencyFences.release(ticket);
            device.withdraw(job, error, false);
        }
    }

    /** Ends a job for its submitter, its entity and the counts; its fences signal later. */
    void endEarly(SubmittedJob ticket, Errno error) {
        ended(ticket, error);
        ticket.forget();
        dependencyFences.release(ticket);
        ticket.fail(error, null);
        afterEnd(ticket.client());
    }

    private void withdrawAll(TicketList waiting, Errno error) {
        for (SubmittedJob ticket = waiting.first(); ticket != null; ticket = waiting.first()) {
            withdraw(ticket, ticket.requireJob(), error);
        }
    }

    /** Tears a ring down that is gone for good, and ends its jobs: those on it and those that are queued for it. */
    void lose(RingHardware ring) {
        if (!device.isTornDown(ring.scheduler())) {
            device.teardown(ring.scheduler());
        }
        abandon(ring.running(), Errno.ENODEV, null);
        for (EntityOnWriter each : List.copyOf(clients.values())) {
            SubmittedJob first = each.queued().first();
            Job job = first == null ? null : first.job();
            if (job != null && job.scheduler() == ring.scheduler()) {
                withdrawAll(each.queued(), Errno.ENODEV);
            }
        }
        List.copyOf(waits).forEach(IdleWait::endIfIdle);
    }

    void setPriority(EntityOnWriter client, Priority priority) {
        Entity entity = client.entity();
        if (entity != null && !client.isClosed()) {
            device.setPriority(entity, priority);
        }
    }

    void close(EntityOnWriter client) {
        Entity entity = client.entity();
        if (entity != null && !client.isClosed()) {
            client.markClosed();
            withdrawAll(client.queued(), Errno.ESRCH);
            device.close(entity);
            afterEnd(client);
        }
    }

    /** Returns how many jobs have not ended: of an entity, or of all if that is null. */
    long unfinished(@Nullable EntityOnWriter client) {
        return client == null ? accepted - completed - failed : client.unfinished();
    }

    /**
     * Waits until an entity, or the device, has no unfinished job.
     *
     * @param outcome called once, on the writer; true if that happened, false if the limit came first
     */
    void whenIdle(@Nullable EntityOnWriter client, long limitNanos, Consumer<Boolean> outcome) {
        IdleWait wait = new IdleWait(this, client, outcome);
        waits.add(wait);
        wait.begin(writer.timers(), limitNanos);
    }

    void over(IdleWait wait) {
        waits.remove(wait);
    }

    /** Closes all entities and tears all rings down. Jobs that the hardware does not end are still unfinished after this. */
    void kill() {
        over = new Rejection.DeviceClosed(null);
        List.copyOf(clients.values()).forEach(this::close);
        rings.forEach(ring -> device.teardown(ring.scheduler()));
    }

    /** Ends all unfinished jobs with an error, because they will not end by themselves. */
    void abandon(Errno error, @Nullable Throwable cause) {
        for (EntityOnWriter each : List.copyOf(clients.values())) {
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

    /** Ends all jobs, because the writer has ended and nothing runs any more. */
    void writerEnded(Rejection.DeviceClosed reason) {
        over = reason;
        abandon(Errno.ENODEV, reason.failure());
    }

    DeviceSnapshot snapshot() {
        return new SnapshotBuilder(this).of(rings, clients.values());
    }

    Counts counts() {
        return new Counts(accepted, refused, completed, failed);
    }

    /** How many jobs were accepted, refused, completed and failed so far. */
    record Counts(long accepted, long refused, long completed, long failed) {}

    /** Queues a work item behind everything that the writer has to do now. */
    void queue(Work work) {
        writer.ordered("system").queue(work);
    }
}
