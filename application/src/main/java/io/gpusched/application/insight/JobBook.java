package io.gpusched.application.insight;

import io.gpusched.application.port.Launch;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Scheduler;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The book of the jobs that a device has: {@link TracepointRules} keeps it, {@link StateRules} compares it with the state after each step, and
 * {@link Ledger} closes it.
 */
final class JobBook {
    private final Map<Long, Entry> jobs = new TreeMap<>();
    private final Map<Integer, Watch> watches = new TreeMap<>();
    private final Map<Integer, Client> clients = new TreeMap<>();
    private long starts;
    private long pushed;
    private long freed;
    private long released;

    /** What the tracepoints told of a job that is not yet freed or released. */
    static final class Entry {
        final Job job;
        /** The finished fence of the job that its entity pushed before it, or null. */
        final @Nullable Fence before;
        /** Its place among all jobs that started, or 0 if it has not. */
        long start;

        boolean done;
        /** Off the pending list for good: the handler said that the device was gone. */
        boolean lost;

        /** A stop took its run off the hardware: its credits are back, until the start. */
        boolean detached;

        /** How often it timed out. */
        int timeouts;
        /** What the hardware answered to it last. */
        @Nullable
        Launch lastLaunch;

        Entry(Job job, @Nullable Fence before) {
            this.job = job;
            this.before = before;
        }

        boolean hasRun() {
            return start > 0;
        }
    }

    /** What is to be expected of an entity. */
    static final class Client {
        final Entity entity;
        /** Its jobs that have not run. */
        int waiting;

        /** The finished fence of the job that it pushed last, or null. */
        @Nullable
        Fence lastPushed;

        Client(Entity entity) {
            this.entity = entity;
        }
    }

    /** What is to be expected of a scheduler. */
    static final class Watch {
        final Scheduler scheduler;
        boolean expectsTimeout;
        /** Linux does not look, after the handler said that the device was gone, whether the jobs behind have finished. */
        boolean leavesFinished;
        /** What jobs that are gone have left on the score, and nobody will take off. */
        int leaked;
        /** The credits of the jobs that ran and are not done; those that a stop detached have given theirs back. */
        int creditsUnderWay;
        /** The jobs that should be on the pending list. */
        int pending;
        /** The jobs that count for the score. */
        int scored;

        /** Somebody moved the timeout by hand: it may come at any time. */
        boolean moved;

        private long armedSinceNanos;
        private long armedForNanos;

        Watch(Scheduler scheduler) {
            this.scheduler = scheduler;
        }

        /** The timeout should just have been armed, if there is one. */
        void armed(long sinceNanos) {
            expectsTimeout = scheduler.timeoutNanos() != Scheduler.NO_TIMEOUT;
            // Where there is no timeout nothing is armed, and a fault that was reported before stays queued.
            moved &= !expectsTimeout;
            armedSinceNanos = sinceNanos;
            armedForNanos = scheduler.timeoutNanos();
        }

        boolean isDue(long nowNanos) {
            return moved || nowNanos - armedSinceNanos >= armedForNanos;
        }
    }

    /** Returns how many jobs were pushed. */
    long pushed() {
        return pushed;
    }

    /** Returns how many times a job was freed. */
    long freed() {
        return freed;
    }

    /** Returns how many times a job was released. */
    long released() {
        return released;
    }

    /** Returns the jobs that were pushed and neither freed nor released, by id. */
    Collection<Entry> jobs() {
        return jobs.values();
    }

    @Nullable
    Entry entry(Job job) {
        return entry(job.id());
    }

    @Nullable
    Entry entry(long job) {
        return jobs.get(job);
    }

    /** Returns the entities that have pushed a job, by id. */
    Collection<Client> clients() {
        return clients.values();
    }

    /**
     * Tells whether somebody may be ready and not looked at. When an entity is killed whose first job did not fit, Linux wakes nobody; the
     * next job that is done does.
     */
    boolean mayOverlook(Scheduler scheduler, LinuxBugs bugs) {
        if (bugs == LinuxBugs.MENDED || scheduler.credits().inFlight() == 0) {
            return false;
        }
        for (Client each : clients.values()) {
            if (each.entity.isStopped() && each.entity.scheduler() == scheduler) {
                return true;
            }
        }
        return false;
    }

    /** Adds up, over all jobs, what is to be expected of each scheduler and each entity. */
    void addUp(LinuxBugs bugs) {
        for (Watch each : watches.values()) {
            each.creditsUnderWay = 0;
            each.pending = 0;
            each.scored = each.leaked;
        }
        clients.values().forEach(each -> each.waiting = 0);
        for (Entry each : jobs.values()) {
            addUp(each, bugs);
        }
    }

    private void addUp(Entry entry, LinuxBugs bugs) {
        Watch watch = watch(entry.job.scheduler());
        if (!entry.hasRun()) {
            client(entry.job.entity()).waiting++;
            // Linux forgets to take the queued jobs of a killed entity off the score.
            watch.scored += bugs == LinuxBugs.REPRODUCED || !entry.job.entity().isStopped() ? 1 : 0;
            return;
        }
        watch.pending += entry.lost ? 0 : 1;
        if (!entry.done) {
            watch.scored++;
            watch.creditsUnderWay += entry.detached ? 0 : entry.job.credits();
        }
    }

    private Client client(Entity entity) {
        return clients.computeIfAbsent(entity.id(), id -> new Client(entity));
    }

    Watch watch(Scheduler scheduler) {
        return watches.computeIfAbsent(scheduler.id(), id -> new Watch(scheduler));
    }

    /** Enters a job that was pushed. */
    void push(Job job) {
        Client client = client(job.entity());
        jobs.put(job.id(), new Entry(job, client.lastPushed));
        client.lastPushed = job.fences().finished();
        pushed++;
    }

    /** Notes that a job goes to the hardware for the first time. */
    void start(Job job) {
        Entry entry = entry(job);
        if (entry != null) {
            entry.start = ++starts;
        }
    }

    /** Notes that a stop took the runs of a scheduler's jobs off the hardware, or that a start gave them back. */
    void setDetached(Scheduler scheduler, boolean detached) {
        for (Entry each : jobs.values()) {
            if (each.job.scheduler() == scheduler && each.hasRun() && !each.lost) {
                each.detached = detached;
            }
        }
    }

    /** Strikes out a job that the timeout handler took over. */
    void release(Job job) {
        released++;
        jobs.remove(job.id());
    }

    /** Strikes out a job that was freed; returns what was known of it, null if nothing. */
    @Nullable
    Entry free(Job job) {
        freed++;
        return jobs.remove(job.id());
    }
}
