package io.gpusched.adapters.explore.state;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.adapters.explore.writer.Activity;
import io.gpusched.adapters.explore.writer.ExploredQueue;
import io.gpusched.adapters.explore.writer.ExploredTimer;
import io.gpusched.adapters.explore.writer.ExploredWriter;
import io.gpusched.adapters.explore.writer.TimerLine;
import io.gpusched.adapters.explore.writer.WorkItem;
import io.gpusched.application.device.Device;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.fence.FenceCallback;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.KeyedRunQueue;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.SharedRunQueue;
import io.gpusched.domain.time.Nanos;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the state of a schedule in 128 bits, so that a search recognises states with the same future.
 *
 * <p><b>The idea.</b> The state is a set of <em>facts</em>, each a number and a mark of what the number is about: the place of a work item
 * in its queue, the credits of a scheduler, the karma of a job. Each fact is hashed together with its mark, twice and differently, and the
 * hashes are <em>added</em>. So the facts may come in any order, and no order of lists and tables shows in the sum.
 *
 * <p><b>What makes two states equal.</b> Absolute numbers hardly ever matter, so most facts are relative:
 *
 * <ul>
 *   <li>Times count from now. A deadline that has passed is due, however long ago.
 *   <li>A work item counts with its place in its own queue. Between ordered queues there is no order.
 *   <li>A timer counts with the timers that must fire before it. Where everything may be late, only those of the same side must.
 *   <li>An entity counts with how many entities stand before it, because policies compare keys and nothing else.
 *   <li>A job that waits counts with how many others were submitted earlier, because policies only compare those times ({@link
 *       SubmissionOrder}). Under round-robin they do not even do that.
 *   <li>GPU times count only under policies that look at them.
 * </ul>
 *
 * <p><b>Why it is right.</b> It errs on one side. Whatever may influence the future is in some fact, so states with different futures have
 * different fingerprints; some states with the same future differ as well, which only costs time. {@code FingerprintTest} changes each
 * field of the domain's classes and demands another fingerprint, and {@code EqualStatesTest} compares each-state-once with
 * every history. By chance, two different states share a fingerprint with a probability of about 2^-64, because parts are hashes of 64 bits:
 * among a million states, any two do with less than one in ten million.
 *
 * <p><b>Roads not taken.</b> A hash over the lists in their order is simpler, but two schedules whose lists differ only in order would
 * never meet. Comparing serialised states needs no hash and leaves nothing to chance, but many times the memory, and millions of states must
 * fit.
 *
 * <p>What hardware, clients, rules and policies remember cannot be seen from here; see {@link StateWatch} for how that counts.
 */
public final class Fingerprint {
    private final StateWatch watch;
    private final ExploredWriter writer;
    private final long[] sums = new long[2];
    private final long[] ageless = new long[2];
    private final SubmissionOrder submissions = new SubmissionOrder();
    private long nowNanos;

    /** Makes the fingerprint of one schedule. */
    public Fingerprint(StateWatch watch, ExploredWriter writer) {
        this.watch = watch;
        this.writer = writer;
    }

    /**
     * Returns the two halves of the fingerprint as {@link #now} computed it last, without how long jobs have been on the hardware. That is read
     * when a job ends, under policies that count GPU time, and by nothing else; so it makes no difference to what happens until one does.
     */
    public long[] ageless() {
        return ageless;
    }

    /** Returns the two halves of the fingerprint of the current state; the next call uses the array again. */
    public long[] now() {
        nowNanos = writer.nanos();
        sums[0] = 0;
        sums[1] = 0;
        ageless[0] = 0;
        ageless[1] = 0;
        add(0x000, watch.others());
        work();
        timers(writer.timerLine());
        Device device = watch.device();
        if (device != null) {
            for (Scheduler each : device.schedulers()) {
                scheduler(device, each);
            }
        }
        List<Entity> entities = watch.entities();
        for (int i = 0; i < entities.size(); i++) {
            entity(entities.get(i));
        }
        List<StateWatch.Track> tracks = watch.tracks();
        submissions.begin(tracks);
        for (int i = 0; i < tracks.size(); i++) {
            track(tracks.get(i));
        }
        for (int i = 0; i < watch.rings().size(); i++) {
            add(0x600 + i, watch.rings().get(i).state());
        }
        List<LongSupplier> parts = watch.parts();
        for (int i = 0; i < parts.size(); i++) {
            add(0x700 + i, parts.get(i).getAsLong());
        }
        // So far this is the sum of the facts that are ages.
        ageless[0] = Mix.spread(sums[0] - ageless[0]);
        ageless[1] = Mix.spread(sums[1] - ageless[1] ^ ageless[0]);
        sums[0] = Mix.spread(sums[0]);
        sums[1] = Mix.spread(sums[1] ^ sums[0]);
        return sums;
    }

    /** Adds a fact, marked with what it is about. */
    private void add(long about, long fact) {
        long mark = Mix.spread(about);
        sums[0] += Mix.spread(mark ^ fact);
        sums[1] += Mix.spread(Long.rotateLeft(mark, 32) + fact);
    }

    /** Adds a fact that is the age of a job on the hardware. */
    private void addAge(long about, long fact) {
        long first = sums[0];
        long second = sums[1];
        add(about, fact);
        ageless[0] += sums[0] - first;
        ageless[1] += sums[1] - second;
    }

    private void work() {
        List<WorkItem> waiting = writer.line().waiting();
        for (int i = 0; i < waiting.size(); i++) {
            WorkItem item = waiting.get(i);
            ExploredQueue queue = item.queue();
            int place = 0;
            for (int before = 0; before < i; before++) {
                place += waiting.get(before).queue() == queue
                                && queue.discipline().inOrder()
                        ? 1
                        : 0;
            }
            add(0x100 + place, Mix.step(item.name(), queue.number()));
        }
        List<WorkItem> drains = writer.line().drains();
        for (int i = 0; i < drains.size(); i++) {
            add(0x1000 + i, drains.get(i).name());
        }
        for (Activity each : writer.suspended()) {
            add(0x1001, each.progress());
        }
        Activity current = writer.current();
        if (current != null) {
            add(0x1002, current.progress());
        }
    }

    private void timers(TimerLine line) {
        List<ExploredTimer> armed = line.armed();
        long look = line.look();
        int earlier = 0;
        for (int i = 0; i < armed.size(); i++) {
            ExploredTimer timer = armed.get(i);
            // Armed timers are in the order of their times.
            earlier = i > 0 && armed.get(i - 1).dueNanos() < timer.dueNanos() ? i : earlier;
            int before = timer.occasion().count(look);
            // A late timer could have fired before. How late it is makes no difference, but which one is later may.
            long place = (line.allMayBeLate() ? 0 : earlier)
                    + ((long) (timer.occasion().isLine() ? before : 0) << 32);
            add(0x1003, Mix.step(Mix.step(timer.name(), Math.max(0, timer.dueNanos() - nowNanos)), place));
        }
        if (line.ends()) {
            add(0x1004, line.untilNanos() - nowNanos);
        }
    }

    private void scheduler(Device device, Scheduler scheduler) {
        long about = (long) scheduler.id() << 16;
        int flags = (scheduler.isPaused() ? 1 : 0)
                + (scheduler.isEligible() ? 2 : 0)
                + (device.isTornDown(scheduler) ? 4 : 0)
                + (device.queuedWork(scheduler).timeoutSuspended() ? 8 : 0)
                + (scheduler.credits().isClosed() ? 16 : 0);
        add(about + 0x2000, flags + ((long) scheduler.score().value() << 8));
        add(
                about + 0x2001,
                scheduler.credits().inFlight() + ((long) scheduler.credits().limit() << 32));
        add(about + 0x2002, scheduler.timeoutNanos());
        long pending = 0;
        for (Job job = scheduler.pending().first();
                job != null;
                job = scheduler.pending().after(job)) {
            long used = scheduler.timeoutNanos() == Nanos.NO_LIMIT
                    ? 0
                    : scheduler.pending().usedNanos(job, nowNanos);
            pending = Mix.step(Mix.step(pending, job.id()), Math.min(used, scheduler.timeoutNanos()));
        }
        add(about + 0x2003, pending);
        if (countsGpuTime(scheduler.policy())) {
            // The average and the accounts are those of Linux; start-time fair queueing has its own, see below.
            boolean linux = scheduler.policy() instanceof Fair;
            long average = linux ? scheduler.average().scaled() : 0;
            add(about + 0x2004, watch.keepsHistory() ? watch.accounts() : average);
        }
        for (int i = 0; i < scheduler.runQueueCount(); i++) {
            switch (scheduler.runQueue(i)) {
                case KeyedRunQueue queue -> {
                    @Nullable Priority head = queue.headPriority();
                    // Without history a turn counts by its place among those of the entities, see below.
                    long turns = watch.keepsHistory() ? queue.turns() * 8 : 0;
                    add(about + 0x2100 + i, turns + (head == null ? 0 : 1 + head.level()));
                }
                case SharedRunQueue queue -> {
                    queue.describe(new Facts(about + 0x2200));
                    addAge(about + 0x2100, sinceLastEnd(scheduler));
                }
            }
        }
    }

    /** Returns how long ago the last job ended; 0 if that is before the oldest pending job began, since then it makes no difference. */
    private long sinceLastEnd(Scheduler scheduler) {
        Job oldest = scheduler.pending().first();
        boolean counts = oldest != null
                && oldest.fences().isScheduled()
                && scheduler.lastEndNanos() > oldest.fences().scheduledNanos();
        return counts ? nowNanos - scheduler.lastEndNanos() : 0;
    }

    /** Takes facts in that come one after the other. */
    private final class Facts implements LongConsumer {
        private long about;

        Facts(long about) {
            this.about = about;
        }

        @Override
        public void accept(long fact) {
            add(about++, fact);
        }
    }

    private static boolean countsGpuTime(Policy policy) {
        return !(policy instanceof Fifo) && !(policy instanceof RoundRobin);
    }

    private void track(StateWatch.Track track) {
        Job job = track.job;
        submissions.count(job);
        long about = job.id() << 16;
        if (watch.keepsHistory()) {
            add(about + 0x3000, track.events);
        }
        Fence finished = job.fences().finished();
        waiting(finished);
        if (!track.gone) {
            job(about, job);
            dependencies(about, job);
        }
    }

    private void job(long about, Job job) {
        long run = job.hardware() == null ? 0 : job.hardware().isSignaled() ? 1 : 2;
        Fence finished = job.fences().finished();
        add(about + 0x3001, run + job.karma() * 4L + ((long) job.credits() << 32));
        add(
                about + 0x3002,
                job.scheduler().id() * 16L
                        + number(job.entity()) * 65536L
                        + job.priority().level());
        add(
                about + 0x3003,
                number(finished.error()) * 65536
                        + (job.hardware() == null ? 0 : number(job.hardware().error())));
        Long deadline = job.fences().deadlineNanos();
        add(about + 0x3009, job.estimateMicros());
        if (deadline != null) {
            add(about + 0x3004, deadline - nowNanos);
        }
        if (countsGpuTime(job.scheduler().policy())) {
            addAge(
                    about + 0x3005,
                    job.fences().isScheduled() ? nowNanos - job.fences().scheduledNanos() : -1);
            addAge(about + 0x3006, finished.isSignaled() ? nowNanos - finished.timestampNanos() : -1);
        }
        if (!job.fences().isScheduled()) {
            add(about + 0x3007, job.scheduler().policy() instanceof RoundRobin ? 0 : submissions.before(job, nowNanos));
        }
    }

    /** Returns the number of an entity; without history, its place among those that still count. */
    private long number(Entity entity) {
        return watch.keepsHistory() ? entity.id() : watch.entities().indexOf(entity);
    }

    /** Returns the number of a fence; without history, that of its job, whose number may come again when the job is gone. */
    private long number(Fence fence) {
        return !watch.keepsHistory() && fence.source() instanceof JobFences fences
                ? Mix.step(fences.jobId(), fences.finished() == fence ? 1 : 0)
                : FenceNumbers.of(fence);
    }

    /** Returns a number that stands for how the turn of an entity compares with those of the others. */
    private long turn(Entity entity) {
        if (watch.keepsHistory()) {
            return entity.turn();
        }
        long earlier = 0;
        for (Entity other : watch.entities()) {
            earlier += other.turn() < entity.turn() ? 1 : 0;
        }
        return earlier * 2 + (entity.turn() == 0 ? 0 : 1);
    }

    private static long number(@Nullable Errno error) {
        return error == null ? 0 : error.number();
    }

    private void dependencies(long about, Job job) {
        for (int i = 0; i < job.dependencyCount(); i++) {
            Fence dependency = job.dependency(i);
            add(
                    about + 0x3100 + i,
                    Mix.step(
                            number(dependency),
                            number(dependency.error()) * 4
                                    + (dependency.mayPipeline() ? 2 : 0)
                                    + (dependency.isSignaled() ? 1 : 0)));
            waiting(dependency);
        }
        add(about + 0x3008, job.dependenciesTaken());
    }

    /** Adds the order in which the callbacks of a fence will run. */
    private void waiting(Fence fence) {
        int count = fence.waiting();
        if (count > 1) {
            long order = number(fence);
            for (int i = 0; i < count; i++) {
                FenceCallback callback = fence.waiting(i);
                order = Mix.step(order, callback instanceof Entity entity ? number(entity) : FenceNumbers.of(callback));
            }
            add(0x1005, order);
        }
    }

    private void entity(Entity entity) {
        long about = number(entity) << 16;
        int flags = (entity.isReady() ? 1 : 0)
                + (entity.isBlocked() ? 2 : 0)
                + (entity.isGuilty() ? 4 : 0)
                + (entity.isStopped() ? 8 : 0)
                + (entity.isAttached() ? 16 : 0);
        Policy policy = entity.scheduler().policy();
        add(
                about + 0x4000,
                flags
                        + ((long) entity.scheduler().id() << 8)
                        + ((long) entity.priority().level() << 24));
        add(about + 0x4001, ((long) EntityOrder.before(entity, watch.entities()) << 32) + entity.queued());
        long choice = 0;
        for (Scheduler each : entity.choice()) {
            choice = Mix.step(choice, 1 + each.id());
        }
        add(about + 0x4002, choice);
        if (!(policy instanceof Fifo)) {
            add(about + 0x4003, turn(entity));
        }
        if (watch.keepsHistory() ? countsGpuTime(policy) : policy instanceof Fair) {
            add(
                    about + 0x4004,
                    Mix.step(
                            Mix.step(
                                    entity.gpuTime().average().scaled(),
                                    watch.keepsHistory()
                                            ? entity.gpuTime().runtimeNanos()
                                            : entity.gpuTime().uncountedNanos()),
                            entity.gpuTime().vruntimeNanos()));
        }
        if (entity.scheduler().runQueue(entity.runQueueLevel()) instanceof SharedRunQueue shared) {
            shared.describe(entity, new Facts(about + 0x4100));
        }
        @Nullable Fence dependency = entity.dependency();
        if (dependency != null) {
            add(about + 0x4005, number(dependency));
            waiting(dependency);
        }
        @Nullable Fence last = entity.lastScheduled();
        if (last != null && (!last.isSignaled() || last.error() != null)) {
            add(about + 0x4006, number(last));
        }
    }
}
