package io.gpusched.adapters.explore;

import io.gpusched.application.device.Device;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.Scheduler;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the state of a schedule in 128 bits, so that states with the same future can be recognised. Times count relative to now,
 * places relative to each other, and sums do not depend on the order in which things were found.
 *
 * <p>It errs on one side: states that differ in anything that could matter have different fingerprints; some that do not, too. Two
 * different states have the same fingerprint with a probability of 2^-128 for each pair, so of a thousand million states, any two do
 * with less than 2^-68.
 *
 * <p>What it cannot see is what hardware, clients or rules keep to themselves beyond the calls and the timers; see {@link
 * Stage#alsoState}.
 */
final class Fingerprint {
    private final StateWatch watch;
    private final long[] sums = new long[2];
    private long now;

    Fingerprint(StateWatch watch) {
        this.watch = watch;
    }

    /** Returns the two halves; the array is used again. */
    long[] of(ExploredWriter writer) {
        now = writer.nanos();
        sums[0] = 0;
        sums[1] = watch.others();
        queues(writer);
        timers(writer.timerLine());
        Device device = watch.device();
        if (device != null) {
            schedulers(device);
        }
        jobs();
        for (int i = 0; i < watch.rings().size(); i++) {
            add(0x600 + i, watch.rings().get(i).calls);
        }
        List<LongSupplier> parts = watch.parts();
        for (int i = 0; i < parts.size(); i++) {
            add(0x700 + i, parts.get(i).getAsLong());
        }
        sums[0] = Mix.spread(sums[0]);
        sums[1] = Mix.spread(sums[1] ^ sums[0]);
        return sums;
    }

    /** Adds a fact. Facts are added up, so their order does not count; each is marked with what it is about. */
    private void add(long about, long fact) {
        long a = Mix.step(about, fact);
        sums[0] += a;
        sums[1] += Mix.spread(a ^ about);
    }

    private void queues(ExploredWriter writer) {
        List<WorkItem> waiting = writer.line().waiting();
        for (int i = 0; i < waiting.size(); i++) {
            WorkItem item = waiting.get(i);
            ExploredQueue queue = WorkLine.queueOf(item);
            // Between ordered queues there is no order: what counts is the place in the queue.
            int place = 0;
            for (int before = 0; before < i; before++) {
                place +=
                        waiting.get(before).queue == queue && queue.discipline().inOrder() ? 1 : 0;
            }
            add(0x100 + place, item.name());
        }
        for (Activity each : writer.suspended()) {
            add(0x180, Mix.step(each.name(), each.where.hashCode()));
        }
        Activity current = writer.current();
        if (current != null) {
            add(0x190, Mix.step(current.name(), current.where.hashCode()));
        }
    }

    private void timers(TimerLine line) {
        List<ExploredTimer> armed = line.armed();
        for (int i = 0; i < armed.size(); i++) {
            ExploredTimer timer = armed.get(i);
            int place = 0;
            for (int j = 0; j < i; j++) {
                place += armed.get(j).dueNanos == timer.dueNanos && armed.get(j).occasion() == timer.occasion() ? 1 : 0;
            }
            // A timer that is late could have fired before; how late it is makes no difference.
            add(0x200 + place, Mix.step(timer.name(), Math.max(0, timer.dueNanos - now)));
        }
    }

    private void schedulers(Device device) {
        for (Scheduler each : device.schedulers()) {
            long id = (long) each.id() << 12;
            int flags = (each.isPaused() ? 1 : 0) + (each.isReady() ? 2 : 0) + (device.isTornDown(each) ? 4 : 0);
            add(
                    id + 0x300,
                    flags
                            + ((long) each.score().value() << 8)
                            + ((long) each.credits().inFlight() << 32));
            int place = 0;
            for (Job job = each.pending().first();
                    job != null;
                    job = each.pending().after(job)) {
                add(id + 0x310 + place++, job.id());
            }
            if (countsGpuTime(each.policy())) {
                add(id + 0x301, watch.accounts());
            }
        }
    }

    private static boolean countsGpuTime(Policy policy) {
        return !(policy instanceof Fifo) && !(policy instanceof RoundRobin);
    }

    private void jobs() {
        List<StateWatch.Track> tracks = watch.tracks();
        for (int i = 0; i < tracks.size(); i++) {
            StateWatch.Track track = tracks.get(i);
            Job job = track.job;
            long about = job.id() << 12;
            add(about + 0x400, track.events);
            Entity entity = job.entity();
            if (isLastOf(entity, i)) {
                entity(entity);
            }
            if (!track.gone) {
                job(about, job);
            }
        }
    }

    private boolean isLastOf(Entity entity, int index) {
        List<StateWatch.Track> tracks = watch.tracks();
        for (int i = index + 1; i < tracks.size(); i++) {
            if (tracks.get(i).job.entity() == entity) {
                return false;
            }
        }
        return true;
    }

    private void job(long about, Job job) {
        long run = job.hardware() == null ? 0 : job.hardware().isSignaled() ? 1 : 2;
        add(about + 0x401, run + job.karma() * 4L + ((long) job.credits() << 32));
        for (int i = 0; i < job.dependencyCount(); i++) {
            Fence dependency = job.dependency(i);
            add(about + 0x410 + i, name(dependency) * 2 + (dependency.isSignaled() ? 1 : 0));
        }
        if (job.fences().isScheduled()) {
            if (countsGpuTime(job.scheduler().policy())) {
                add(about + 0x402, now - job.fences().scheduledNanos());
            }
        } else {
            add(about + 0x403, job.scheduler().policy() instanceof RoundRobin ? 0 : submittedBefore(job));
        }
    }

    /** Returns a number for a fence: jobs and entities have their own, others are known by name. */
    private static long name(Fence fence) {
        long who = fence.source() instanceof JobFences
                ? fence.context()
                : fence.source().timelineName().hashCode();
        return Mix.step(who, fence.seqno());
    }

    /** Counts the queued jobs that were submitted before one: policies compare the times with each other, and with nothing else. */
    private int submittedBefore(Job job) {
        int count = 0;
        List<StateWatch.Track> tracks = watch.tracks();
        for (int i = 0; i < tracks.size(); i++) {
            Job other = tracks.get(i).job;
            count += !other.fences().isScheduled() && other.submitNanos() < job.submitNanos() ? 1 : 0;
        }
        return count;
    }

    private void entity(Entity entity) {
        long about = (long) entity.id() << 12;
        int flags = (entity.isReady() ? 1 : 0)
                + (entity.isBlocked() ? 2 : 0)
                + (entity.isGuilty() ? 4 : 0)
                + (entity.isStopped() ? 8 : 0)
                + (entity.isAttached() ? 16 : 0);
        Policy policy = entity.scheduler().policy();
        add(
                about + 0x500,
                flags
                        + ((long) entity.scheduler().id() << 8)
                        + ((long) entity.priority().level() << 24));
        add(about + 0x501, ((long) placeOf(entity) << 32) + entity.queued());
        if (!(policy instanceof Fifo)) {
            add(about + 0x502, entity.turn());
        }
        if (countsGpuTime(policy)) {
            add(
                    about + 0x503,
                    Mix.step(entity.gpuTime().runtimeNanos(), entity.gpuTime().vruntimeNanos()));
        }
        @Nullable Fence dependency = entity.dependency();
        if (dependency != null) {
            add(about + 0x504, name(dependency));
        }
    }

    /** Counts the entities that stand before one, on the same scheduler. */
    private int placeOf(Entity entity) {
        int place = 0;
        if (entity.isReady() || entity.isBlocked()) {
            List<StateWatch.Track> tracks = watch.tracks();
            for (int i = 0; i < tracks.size(); i++) {
                Entity other = tracks.get(i).job.entity();
                boolean stands = other != entity
                        && isLastOf(other, i)
                        && other.scheduler() == entity.scheduler()
                        && (other.isReady() || other.isBlocked());
                place += stands && isBefore(other, entity) ? 1 : 0;
            }
        }
        return place;
    }

    private static boolean isBefore(Entity a, Entity b) {
        return a.key() < b.key() || (a.key() == b.key() && a.number() < b.number());
    }
}
