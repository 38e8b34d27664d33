package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The book of the jobs that a device has: {@link TracepointRules} keeps it, {@link StateRules} compares it with the state after each step, and
 * {@link Ledger} closes it.
 */
final class JobBook {
    private final Entries jobs = new Entries();
    private final List<Watch> watches = new ArrayList<>(4);
    private final List<Client> clients = new ArrayList<>(4);
    private long starts;
    private long pushed;
    private long freed;
    private long released;

    /** What the tracepoints told of a job that is not yet freed or released. */
    static final class Entry {
        final Job job;
        final PortRules.Calls calls = new PortRules.Calls();
        /** The finished fence of the job that its entity pushed before it, or null. */
        final @Nullable Fence before;
        /** Its place among all jobs that started, or 0 if it has not. */
        long start;

        boolean done;
        /** Off the pending list for good: the handler said that the device was gone. */
        boolean lost;

        /** A stop took its run off the hardware: its credits are back, until the start. */
        boolean detached;

        /** The timeout handler looks at it. */
        boolean inHand;
        /** How often it was blamed until the timeout handler looked at it last. */
        int karma;
        /** It timed out. */
        boolean timedOut;
        /** The error that it will end with unless the hardware has one of its own, or null. */
        @Nullable
        Errno ownError;

        /** How often the timeout handler blamed it, if it can be blamed. */
        int blames;
        /** The reset that is under way has run it again. */
        boolean again;
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

    /** What is to be expected of a scheduler. */
    static final class Watch {
        final Scheduler scheduler;
        final PortRules.Line line = new PortRules.Line();
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

        /** A reset is between its stop and its start. */
        boolean inReset;
        /** How many messages were sent and not processed. */
        int messages;

        /** Submission is paused. */
        boolean paused;
        /** The reset that is under way was told to run all jobs again. */
        boolean runsAgain;
        /** What jobs without a run end with when the reset ends that is under way, or null. */
        @Nullable
        Errno startError;
        /** Whose jobs the reset that is under way cancels, or null. */
        @Nullable
        Entity cancelled;

        Watch(Scheduler scheduler) {
            this.scheduler = scheduler;
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
        return jobs.all();
    }

    @Nullable
    Entry entry(Job job) {
        return entry(job.id());
    }

    @Nullable
    Entry entry(long job) {
        return jobs.get(job);
    }

    /** Returns the entities that have pushed a job, in the order of the first. */
    List<Client> clients() {
        return clients;
    }

    /**
     * Tells whether somebody may be ready and not looked at. When an entity is killed whose first job did not fit, Linux wakes nobody; the
     * next job that is done does.
     */
    boolean mayOverlook(Scheduler scheduler, LinuxBugs bugs) {
        if (bugs == LinuxBugs.MENDED || scheduler.credits().inFlight() == 0) {
            return false;
        }
        for (Client each : clients) {
            if (each.entity.isStopped() && each.entity.scheduler() == scheduler) {
                return true;
            }
        }
        return false;
    }

    /** Adds up, over all jobs, what is to be expected of each scheduler and each entity. */
    void addUp(LinuxBugs bugs) {
        for (int i = 0; i < watches.size(); i++) {
            Watch each = watches.get(i);
            each.creditsUnderWay = 0;
            each.pending = 0;
            each.scored = each.leaked;
        }
        for (int i = 0; i < clients.size(); i++) {
            clients.get(i).waiting = 0;
        }
        for (Entry each : jobs.all()) {
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

    Client client(Entity entity) {
        for (int i = 0; i < clients.size(); i++) {
            if (clients.get(i).entity == entity) {
                return clients.get(i);
            }
        }
        Client made = new Client(entity);
        clients.add(made);
        return made;
    }

    Watch watch(Scheduler scheduler) {
        for (int i = 0; i < watches.size(); i++) {
            if (watches.get(i).scheduler == scheduler) {
                return watches.get(i);
            }
        }
        Watch made = new Watch(scheduler);
        watches.add(made);
        return made;
    }

    List<Watch> watches() {
        return watches;
    }

    /** Returns a number that is equal for books with the same expectations of what may come. */
    long state() {
        long sum = 0;
        for (int i = 0; i < watches.size(); i++) {
            Watch each = watches.get(i);
            int flags = (each.leavesFinished ? 1 : 0)
                    + (each.paused ? 2 : 0)
                    + (each.inReset ? 4 : 0)
                    + (each.runsAgain ? 8 : 0);
            sum += (flags + 16L * each.leaked + 4096L * each.messages + 1)
                    * (2L * each.scheduler.id() + 0x9E3779B97F4A7C15L);
        }
        for (Entry each : jobs.all()) {
            int flags = (each.lost ? 1 : 0)
                    + (each.detached ? 2 : 0)
                    + (each.inHand ? 4 : 0)
                    + (each.timedOut ? 8 : 0)
                    + (each.again ? 16 : 0);
            int error = each.ownError == null ? 0 : each.ownError.number();
            sum += (flags + 32L * each.karma + 1024L * each.blames + 65536L * error)
                    * (2L * each.job.id() + 0xC2B2AE3D27D4EB4FL);
        }
        for (int i = 0; i < clients.size(); i++) {
            Client each = clients.get(i);
            Errno last = each.lastTaken == null ? null : each.lastTaken.error();
            sum += ((each.guilty ? 1 : 0) + (last == null ? 0 : 2L * last.number()))
                    * (2L * each.entity.id() + 0x165667B19E3779F9L);
        }
        return sum;
    }

    /** Enters a job that was pushed. */
    void push(Job job) {
        Client client = client(job.entity());
        jobs.add(new Entry(job, client.lastPushed));
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
        for (Entry each : jobs.all()) {
            if (each.job.scheduler() == scheduler && each.hasRun() && !each.lost) {
                each.detached = detached;
            }
        }
    }

    /** Strikes out a job that the timeout handler took over. */
    void release(Job job) {
        released++;
        jobs.remove(job);
    }

    /** Strikes out a job that was freed; returns what was known of it, null if nothing. */
    @Nullable
    Entry free(Job job) {
        freed++;
        return jobs.remove(job);
    }
}
