package io.gpusched.domain.sched;

import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Clients that share one ring with some slots, in the simplest simulation that there can be: jobs run side by side, one slot each, and whenever a
 * slot is free the scheduler chooses.
 */
final class ShareSimulation {
    static final long MILLI = 1_000_000;

    private final Machine machine;
    private final Scheduler scheduler;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::number));
    private final List<Client> clients = new ArrayList<>();
    private long nowNanos;
    private long ringFreeNanos;
    private long numbers;

    private record Event(long atNanos, long number, Runnable what) {}

    ShareSimulation(Policy policy, int slots) {
        this(policy, slots, true);
    }

    /** With jobs in order, one job runs and the other slots hold jobs that wait on the ring. */
    ShareSimulation(Policy policy, int slots, boolean overlapping) {
        this.machine = new Machine(policy);
        this.scheduler = machine.scheduler(slots, new Score(), overlapping);
    }

    /** One client: an entity, and what became of its jobs. */
    final class Client {
        final Entity entity;
        /** From queued to start. */
        final List<Long> waits = new ArrayList<>();
        /** From queued to done. */
        final List<Long> latencies = new ArrayList<>();

        private final List<Job> running = new ArrayList<>();
        private final LongSupplier durations;
        private long servedNanos;
        private int backlog;

        @Nullable
        Runnable onEnd;

        private Client(Entity entity, LongSupplier durations) {
            this.entity = entity;
            this.durations = durations;
        }

        /** Keeps so many jobs queued from now on. */
        Client keepsQueued(int jobs) {
            backlog = jobs;
            refill();
            return this;
        }

        void push() {
            machine.push(machine.job(entity, 1), nowNanos);
        }

        /** Pushes a job that the client says to take so long. */
        void pushEstimated(long nanos) {
            UnarmedJob job = machine.job(entity, 1);
            job.setEstimateNanos(nanos);
            machine.push(job, nowNanos);
        }

        void push(Priority priority) {
            UnarmedJob job = machine.job(entity, 1);
            job.setPriority(priority);
            machine.push(job, nowNanos);
        }

        /** Returns how many of its jobs are running. */
        int running() {
            return running.size();
        }

        /** Returns how many of its jobs have started. */
        int started() {
            return waits.size();
        }

        /** Returns how much of the hardware it has had, the part of running jobs included. */
        long servedNanos() {
            return servedNanos
                    + running.stream()
                            .mapToLong(each -> nowNanos - each.fences().scheduledNanos())
                            .sum();
        }

        private void refill() {
            while (entity.queued() < backlog) {
                push();
            }
        }
    }

    Client client(LongSupplier durations) {
        return client(1, Priority.NORMAL, null, durations);
    }

    Client client(int weight, LongSupplier durations) {
        return client(weight, Priority.NORMAL, null, durations);
    }

    Client client(int weight, Priority priority, @Nullable EntityGroup group, LongSupplier durations) {
        Entity entity = machine.entity(priority, scheduler);
        entity.setWeight(weight);
        if (group != null) {
            entity.setGroup(group);
        }
        Client made = new Client(entity, durations);
        clients.add(made);
        return made;
    }

    long nowNanos() {
        return nowNanos;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    void at(long nanos, Runnable what) {
        events.add(new Event(nanos, numbers++, what));
    }

    /** Runs until a time, or until nothing is left to do. */
    void runUntil(long nanos) {
        dispatch();
        while (!events.isEmpty() && events.peek().atNanos <= nanos) {
            Event next = events.remove();
            nowNanos = next.atNanos;
            next.what.run();
            if (events.isEmpty() || events.peek().atNanos > nowNanos) {
                dispatch();
            }
        }
        nowNanos = nanos;
    }

    /** Starts whatever can start. */
    private void dispatch() {
        if (scheduler.looksAtTheTime()) {
            scheduler.lookAtTheTime(nowNanos);
        }
        while (scheduler.select() instanceof Entity entity) {
            Client client = clients.stream()
                    .filter(each -> each.entity == entity)
                    .findFirst()
                    .orElseThrow();
            Job job = machine.start(scheduler, nowNanos);
            client.waits.add(nowNanos - job.submitNanos());
            client.running.add(job);
            long duration = client.durations.getAsLong();
            long begin = scheduler.pending().isOverlapping() ? nowNanos : Math.max(nowNanos, ringFreeNanos);
            ringFreeNanos = begin + duration;
            at(begin + duration, () -> end(client, job, duration));
            client.refill();
            if (scheduler.looksAtTheTime()) {
                scheduler.lookAtTheTime(nowNanos);
            }
        }
    }

    private void end(Client client, Job job, long duration) {
        client.running.remove(job);
        client.servedNanos += duration;
        client.latencies.add(nowNanos - job.submitNanos());
        machine.finish(job, nowNanos);
        for (Job freed = scheduler.pending().removeFinished();
                freed != null;
                freed = scheduler.pending().removeFinished()) {
            scheduler.account(freed);
        }
        if (client.onEnd != null) {
            client.onEnd.run();
        }
    }
}
