package io.gpusched.application.rules;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps accounts of what clients asked for and what became of it, and has them judged: {@link CreditRules}, {@link TimeRules}, {@link
 * PlaceRules}, {@link TurnRules} and {@link DependencyRules}. What they judge is never asked of the domain.
 */
final class AccountRules implements Tracepoints {
    private final Clock clock;
    private final Map<Long, Claim> claims = new TreeMap<>();
    private final List<EntityAccount> entities = new ArrayList<>(4);
    private final List<SchedulerAccount> schedulers = new ArrayList<>(4);
    private @Nullable Claim latest;
    private final CreditRules credits;
    private final TimeRules times;
    private final PlaceRules places;
    private final TurnRules turns;
    private final DependencyRules dependencies;

    AccountRules(Violations violations, Clock clock) {
        this.clock = clock;
        this.credits = new CreditRules(violations);
        this.times = new TimeRules(violations);
        this.places = new PlaceRules(violations);
        this.turns = new TurnRules(violations);
        this.dependencies = new DependencyRules(violations);
    }

    void watch(Device watched) {
        times.watch(watched);
        places.watch(watched);
        turns.watch(watched);
    }

    /** Notes that a step is over. */
    void stepIsOver() {
        times.stepIsOver();
        places.stepIsOver();
        turns.stepIsOver(entities);
    }

    /** Returns a number for the accounts, as far as the device does not show the same. */
    long state() {
        return turns.state(schedulers);
    }

    /** Notes a fence that the hardware gave as its own last dependency of a job, or that there is none. */
    void prepared(Job job, @Nullable Fence fence) {
        Claim claim = claim(job);
        if (claim != null && fence != null) {
            dependencies.prepared(claim, fence);
        }
    }

    private @Nullable Claim claim(Job job) {
        return claim(job.id());
    }

    /** Most events are of the job of the one before. */
    private @Nullable Claim claim(long job) {
        if (latest == null || latest.job.id() != job) {
            latest = claims.get(job);
        }
        return latest;
    }

    private EntityAccount account(Entity entity) {
        for (int i = entities.size(); i <= entity.id(); i++) {
            entities.add(new EntityAccount(entity));
        }
        if (entities.get(entity.id()).entity != entity) {
            entities.set(entity.id(), new EntityAccount(entity));
        }
        return entities.get(entity.id());
    }

    private SchedulerAccount account(Scheduler scheduler) {
        for (int i = schedulers.size(); i <= scheduler.id(); i++) {
            schedulers.add(new SchedulerAccount(scheduler));
        }
        if (schedulers.get(scheduler.id()).scheduler != scheduler) {
            schedulers.set(scheduler.id(), new SchedulerAccount(scheduler));
        }
        return schedulers.get(scheduler.id());
    }

    @Override
    public void entityAdded(Entity entity) {
        account(entity);
    }

    @Override
    public void schedulersChanged(Entity entity, List<Scheduler> to) {
        account(entity).choice = List.copyOf(to);
    }

    @Override
    public void dependencyAsked(UnarmedJob job, Fence dependency) {
        dependencies.asked(job.id(), dependency);
    }

    @Override
    public void refused(UnarmedJob job) {
        places.refused(account(job.entity()));
        dependencies.forget(job.id());
    }

    @Override
    public void jobQueued(Job job) {
        EntityAccount entity = account(job.entity());
        SchedulerAccount scheduler = account(job.scheduler());
        Claim claim = new Claim(job, entity, scheduler, clock.nanos(), dependencies.take(job.id()));
        claims.put(job.id(), claim);
        latest = claim;
        places.queued(claim);
        turns.queued(claim);
        times.queued(claim);
        entity.pushed = claim;
    }

    @Override
    public void selected(Entity entity) {
        EntityAccount account = account(entity);
        turns.selected(account, account(account.scheduler));
    }

    @Override
    public void jobRun(Job job) {
        Claim claim = claim(job);
        if (claim != null && !claim.ran) {
            claim.ran = true;
            claim.scheduler.running.add(claim);
            credits.run(claim);
            dependencies.run(claim);
            turns.run(claim);
        }
    }

    @Override
    public void jobDone(Job job) {
        Claim claim = claim(job);
        if (claim != null) {
            claim.done = true;
        }
    }

    @Override
    public void scheduled(JobFences fences) {
        Claim claim = claim(fences.jobId());
        if (claim != null) {
            times.scheduled(claim, clock.nanos());
        }
    }

    @Override
    public void finished(JobFences fences) {
        Claim claim = claim(fences.jobId());
        if (claim != null) {
            times.finished(claim, clock.nanos());
        }
    }

    @Override
    public void stopped(Scheduler scheduler) {
        setDetached(scheduler, true);
    }

    @Override
    public void started(Scheduler scheduler) {
        setDetached(scheduler, false);
    }

    private void setDetached(Scheduler scheduler, boolean detached) {
        for (Claim each : account(scheduler).running) {
            each.detached = detached && !each.lost;
        }
    }

    @Override
    public void timedOut(Job job) {
        Claim claim = claim(job);
        if (claim != null) {
            claim.inHand = true;
        }
    }

    @Override
    public void judged(Job job, Verdict verdict) {
        Claim claim = claim(job);
        if (claim != null) {
            claim.inHand = false;
            claim.lost = verdict == Verdict.ENODEV && !job.scheduler().pending().contains(job);
            times.judged(claim);
        }
    }

    @Override
    public void released(Job job) {
        remove(job);
    }

    @Override
    public void freed(Job job) {
        Claim claim = remove(job);
        if (claim != null && claim.ran) {
            times.freed(claim);
        }
    }

    private @Nullable Claim remove(Job job) {
        Claim claim = claims.remove(job.id());
        latest = null;
        if (claim != null) {
            claim.scheduler.running.remove(claim);
        }
        return claim;
    }

    @Override
    public void priorityChanged(Entity entity) {
        EntityAccount account = account(entity);
        turns.priorityChanged(account, account(account.scheduler));
    }

    @Override
    public void killed(Entity entity) {
        EntityAccount account = account(entity);
        account.killed = true;
        turns.killed(account, account(account.scheduler));
    }
}
