package io.gpusched.application.rules;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.Score;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the scheduler chooses as it should: which scheduler a job goes to, and whose turn it is. Keeps accounts of its own of turns and
 * of GPU time, and never asks the run queues.
 */
final class ChoiceRules implements Tracepoints {
    private static final String BOUND = "a job is queued for the scheduler that its entity is on";
    private static final String NUMBERED = "the jobs of an entity are queued in the order of their fences' numbers";
    private static final String BALANCED =
            "a job goes to the least loaded of the ready schedulers that its entity may use, the first of equals";
    private static final String MOVES = "an entity moves to another scheduler only when the job before has finished";
    private static final String PRIORITY = "a job of a less urgent entity runs only when no more urgent one is ready";
    private static final String FIRST_SUBMITTED = "under fifo, of the jobs that are ready the one submitted first runs";
    private static final String LONGEST_WAIT =
            "under round robin, of the entities that are ready the one runs that gave way longest ago";
    private static final String LEAST_RUNTIME =
            "under fair, of the entities that are ready the one runs that has used the least GPU time for its priority";
    private static final String CHARGED = "GPU time is charged once for each job that ran, to the entity that it is of";
    private static final String SCALED = "under fair, GPU time counts by the priority of its entity";
    private static final String CANCELLED =
            "the jobs of a guilty entity are cancelled, and so is a job beyond the hang limit";

    private final Violations violations;
    private final List<Account> accounts = new ArrayList<>(4);
    private final List<Job> timedOut = new ArrayList<>(0);
    private @Nullable Device device;

    /** What is known of an entity. */
    private static final class Account {
        final Entity entity;
        /** Its round-robin turn, and where that was given. */
        long turn;

        int turnOf;

        @Nullable
        JobFences lastQueued;

        long runtimeNanos;
        long countedNanos;
        /** What its virtual run time was when the last step ended, if no job was pushed since. */
        long vruntimeNanos;

        boolean isKnown;

        Account(Entity entity) {
            this.entity = entity;
        }
    }

    ChoiceRules(Violations violations) {
        this.violations = violations;
    }

    void watch(Device watched) {
        device = watched;
    }

    /** Notes that a step is over. */
    void stepIsOver() {
        for (int i = 0; i < accounts.size(); i++) {
            Account each = accounts.get(i);
            each.vruntimeNanos = each.entity.gpuTime().vruntimeNanos();
            each.isKnown = true;
        }
    }

    /** Returns a number for the accounts, as far as the device does not show the same. */
    long state() {
        long sum = 0;
        for (int i = 0; i < accounts.size(); i++) {
            Account each = accounts.get(i);
            sum += (each.turn * 64 + each.turnOf + 1) * (2L * each.entity.id() + 0x9E3779B97F4A7C15L);
        }
        return sum;
    }

    @Override
    public void entityAdded(Entity entity) {
        accounts.add(new Account(entity));
    }

    private @Nullable Account account(Entity entity) {
        for (int i = 0; i < accounts.size(); i++) {
            if (accounts.get(i).entity == entity) {
                return accounts.get(i);
            }
        }
        return null;
    }

    @Override
    public void jobQueued(Job job) {
        Entity entity = job.entity();
        Scheduler scheduler = job.scheduler();
        require(scheduler == entity.scheduler(), BOUND, job);
        Account account = account(entity);
        if (account == null) {
            return;
        }
        JobFences before = account.lastQueued;
        boolean stays = before != null && before.scheduler() == scheduler;
        if (before != null) {
            require(before.finished().seqno() < job.fences().finished().seqno(), NUMBERED, job);
            require(stays || before.finished().isSignaled(), MOVES, job);
        }
        boolean idle =
                entity.queued() == 0 && (before == null || before.finished().isSignaled());
        if (idle && !entity.isStopped()) {
            requireBest(entity.choice(), before, job);
        }
        account.lastQueued = job.fences();
        account.isKnown = false;
    }

    /** An entity that moves has left its old scheduler by now, which may have had one more on its score because of it. */
    private void requireBest(List<Scheduler> choice, @Nullable JobFences before, Job job) {
        Scheduler chosen = job.scheduler();
        int place = choice.indexOf(chosen);
        require(choice.isEmpty() || (place >= 0 && chosen.isEligible()), BALANCED, job);
        @Nullable
        Score left = before == null || before.scheduler() == chosen
                ? null
                : before.scheduler().score();
        for (int i = 0; i < choice.size(); i++) {
            Scheduler other = choice.get(i);
            if (i != place && other.isEligible()) {
                int asItIs = Integer.compareUnsigned(
                        other.score().value(), chosen.score().value());
                int asItWas = Integer.compareUnsigned(
                        other.score().value() + (other.score() == left ? 1 : 0),
                        chosen.score().value() + (chosen.score() == left ? 1 : 0));
                require(asItIs > 0 || asItWas > 0 || ((asItIs == 0 || asItWas == 0) && place < i), BALANCED, job);
            }
        }
    }

    @Override
    public void jobRun(Job job) {
        Entity entity = job.entity();
        Scheduler scheduler = job.scheduler();
        require(!entity.isGuilty() || job.fences().finished().error() != null, CANCELLED, job);
        Account own = account(entity);
        if (own == null || device == null || device.bugs() == LinuxBugs.REPRODUCED) {
            return;
        }
        for (int i = 0; i < accounts.size(); i++) {
            Account each = accounts.get(i);
            if (each != own && each.entity.isReady() && each.entity.scheduler() == scheduler) {
                requireBefore(own, each, job);
            }
        }
        giveWay(own, scheduler);
    }

    private void requireBefore(Account own, Account other, Job job) {
        Policy policy = job.scheduler().policy();
        int level = level(own.entity);
        int others = level(other.entity);
        if (level != others) {
            require(level < others, PRIORITY, job);
            return;
        }
        Job waiting = other.entity.firstJob();
        switch (policy) {
            case Fifo fifo ->
                require(waiting == null || waiting.submitNanos() >= job.submitNanos(), FIRST_SUBMITTED, job);
            case RoundRobin turns ->
                require(
                        own.turn == 0 || (own.turnOf != other.turnOf && other.turn > 0) || own.turn <= other.turn,
                        LONGEST_WAIT,
                        job);
            case Fair fair ->
                require(!own.isKnown || !other.isKnown || own.vruntimeNanos <= other.vruntimeNanos, LEAST_RUNTIME, job);
            default -> {
                // Somebody else's policy has rules of its own.
            }
        }
    }

    /** Entities of one level stand in one run queue. */
    private static int level(Entity entity) {
        Scheduler scheduler = entity.scheduler();
        return scheduler.policy().sharesOneRunQueue()
                ? 0
                : Math.min(entity.priority().level(), scheduler.runQueueCount() - 1);
    }

    private void giveWay(Account own, Scheduler scheduler) {
        Entity entity = own.entity;
        if (entity.firstJob() == null) {
            return;
        }
        if (scheduler.policy() instanceof RoundRobin) {
            int place = scheduler.id() * 4 + level(entity) + 1;
            long turn = 0;
            for (int i = 0; i < accounts.size(); i++) {
                turn = Math.max(turn, accounts.get(i).turnOf == place ? accounts.get(i).turn : 0);
            }
            own.turn = turn + 1;
            own.turnOf = place;
        }
        if (scheduler.policy() instanceof Fair && own.isKnown) {
            long uncounted = own.runtimeNanos - own.countedNanos;
            long expected = own.vruntimeNanos + (uncounted << entity.priority().vruntimeShift());
            long seen = entity.gpuTime().vruntimeNanos();
            if (seen != expected) {
                violations.add(SCALED, entity + " stands at " + seen + ", not at " + expected);
            }
        }
        own.countedNanos = own.runtimeNanos;
        own.isKnown = false;
    }

    @Override
    public void jobSubmitted(Job job, Launch launch) {
        if (launch == Launch.Accepted.RUNNING && job.karma() > job.scheduler().hangLimit()) {
            require(job.fences().finished().error() != null, CANCELLED, job);
        }
    }

    @Override
    public void timedOut(Job job) {
        timedOut.remove(job);
        timedOut.add(job);
    }

    @Override
    public void freed(Job job) {
        Account account = account(job.entity());
        if (account == null) {
            return;
        }
        JobFences fences = job.fences();
        Fence finished = fences.finished();
        long charged = job.entity().gpuTime().runtimeNanos() - account.runtimeNanos;
        long duration =
                finished.isSignaled() && fences.isScheduled() ? finished.timestampNanos() - fences.scheduledNanos() : 0;
        // What a reset, a teardown or the timeout handler frees is not charged.
        boolean mayBeFree = timedOut.remove(job) || job.scheduler().isPaused();
        if (charged != duration && !(mayBeFree && charged == 0)) {
            violations.add(CHARGED, job + " took " + duration + " ns, and " + charged + " were charged");
        }
        account.runtimeNanos += charged;
    }

    private void require(boolean holds, String rule, Job job) {
        if (!holds) {
            violations.add(rule, job + " of " + job.entity() + " on " + job.scheduler());
        }
    }
}
