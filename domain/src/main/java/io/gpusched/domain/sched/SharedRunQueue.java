package io.gpusched.domain.sched;

import io.gpusched.domain.order.PairingHeap;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.StartTimeFair;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The entities of one scheduler, served by weights as {@link StartTimeFair} says. With strict priorities there is a tree of shares for each
 * priority, and the most urgent tree with a ready entity is served; otherwise there is one tree. The priority that counts is that of the entity's
 * first job.
 *
 * <p>An entity whose first job waits for a dependency has no work here: when the dependency has signalled, the entity comes in like one that was
 * idle. Linux's queues leave it at its place; here that would be credit saved up without wanting anything.
 *
 * <p>A job is estimated to take what its client said, else the average of its entity, else that of the nearest group, else that of the
 * whole queue, else {@link #FIRST_ESTIMATE_MICROS}. The estimate is kept in the job, in whole microseconds, at least one, and taken back when
 * the job ends.
 *
 * <p><b>Aging</b>, if the policy has it, moves an entity up one level when it has waited that long since it came, was served or was moved up
 * last. So a client with a thousand old jobs sends one of them up at a time. {@link #advance} does it, called with the time before each selection.
 */
public final class SharedRunQueue extends RunQueue {
    /** The estimate for the first job of a queue, in microseconds: anything but nothing, or a first burst would get every slot. */
    static final int FIRST_ESTIMATE_MICROS = 1_000;

    private static final long MICRO = 1_000;

    private final StartTimeFair policy;
    private final FairServer[] levels;
    private final PairingHeap<Waiting>[] byAge;
    private long averageNanos;
    private long nowNanos;
    private long entries;

    /** That an entity waits, and since when: the key in the heap of its level. Only kept under a policy that ages. */
    static final class Waiting extends PairingHeap.Node<Waiting> {
        private final Entity entity;

        Waiting(Entity entity) {
            this.entity = entity;
        }
    }

    @SuppressWarnings("unchecked") // an array of a generic type
    SharedRunQueue(Scheduler scheduler, StartTimeFair policy) {
        super(scheduler, 0);
        this.policy = policy;
        this.levels = new FairServer[policy.strict() ? Priority.values().length : 1];
        this.byAge = (PairingHeap<Waiting>[]) new PairingHeap<?>[levels.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = new FairServer();
            byAge[i] = new PairingHeap<>();
        }
    }

    @Override
    public @Nullable Entity firstReady() {
        for (FairServer each : levels) {
            Entity first = each.first();
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    @Override
    public int levelOf(Entity entity) {
        return entity.share().level();
    }

    @Override
    public long keyOf(Entity entity) {
        Share outermost = entity.share();
        for (Share group = serverOf(outermost).own();
                group != null;
                group = serverOf(group).own()) {
            outermost = group;
        }
        return Share.nanos(outermost.startTag());
    }

    /** {@inheritDoc} An entity that waits for a dependency has no place, so it comes before nobody. */
    @Override
    public boolean comesBefore(Entity entity, Entity other) {
        if (!holdsReady(entity) || !holdsReady(other)) {
            return false;
        }
        int level = entity.share().level();
        if (level != other.share().level()) {
            return level < other.share().level();
        }
        for (Share a = entity.share(); a != null; a = serverOf(a).own()) {
            for (Share b = other.share(); b != null; b = serverOf(b).own()) {
                if (serverOf(a) == serverOf(b)) {
                    return a.isBefore(b);
                }
            }
        }
        throw new IllegalStateException(entity + " and " + other + " share no server");
    }

    /**
     * Hands out every number of an entity on which choices of this queue may depend later, those of its groups included. Numbers that mean
     * the same in states with the same future are the same; the order among entities is not part of them, see {@link #comesBefore}.
     */
    public void describe(Entity entity, LongConsumer numbers) {
        for (Share each = entity.share();
                each != null;
                each = each.server() == null ? null : serverOf(each).own()) {
            numbers.accept(each.effectiveWeight());
            numbers.accept(each.averageNanos());
            numbers.accept(each.unconfirmed());
            numbers.accept(each.patience(1));
            FairServer server = each.server();
            if (server == null) {
                numbers.accept(each.lead());
            } else {
                numbers.accept(server.inFlight());
                // A finish tag that virtual time has passed counts only while it may still be corrected.
                boolean mayBeCorrected = each.entity() == null || hasPending(entity);
                numbers.accept(mayBeCorrected ? each.finishTag() - server.virtualTime() : each.lead());
                numbers.accept(each.period() == server.period() ? 1 : 0);
                numbers.accept(server.holds(each) ? each.startTag() - server.virtualTime() : Long.MIN_VALUE);
            }
        }
        numbers.accept(entity.share().level());
    }

    private boolean hasPending(Entity entity) {
        PendingList pending = scheduler().pending();
        for (Job job = pending.first(); job != null; job = pending.after(job)) {
            if (job.entity() == entity) {
                return true;
            }
        }
        return false;
    }

    /** Hands out the numbers of this queue that belong to no entity, as {@link #describe(Entity, LongConsumer)} does. */
    public void describe(LongConsumer numbers) {
        numbers.accept(averageNanos);
        for (FairServer each : levels) {
            each.describe(numbers);
        }
    }

    @Override
    boolean holdsReady(Entity entity) {
        Share share = entity.share();
        FairServer server = share.server();
        return server != null && server.holds(share);
    }

    @Override
    boolean holdsBlocked(Entity entity) {
        return entity.share().isBlocked();
    }

    @Override
    void enter(Entity entity, Job first) {
        place(entity, level(first), first, first.submitNanos());
    }

    private int level(Job job) {
        return policy.strict() ? job.priority().level() : 0;
    }

    private void place(Entity entity, int level, Job first, long sinceNanos) {
        Share share = entity.share();
        share.reweigh(share.weight(), factor(first));
        FairServer to = server(entity, level);
        FairServer from = share.server();
        if (from != null && from != to) {
            from.forget(share);
        }
        share.setLevel(level);
        to.enter(share);
        waits(entity, level, sinceNanos);
    }

    private int factor(Job job) {
        return policy.strict() ? Share.NORMAL_FACTOR : Share.factor(job.priority());
    }

    /** Returns where an entity competes at a level: in its group, or at the root. */
    private FairServer server(Entity entity, int level) {
        EntityGroup group = entity.group();
        return group == null ? levels[level] : group.serverUnder(levels[level]);
    }

    @Override
    void jobTaken(Entity entity, Job taken, @Nullable Job next) {
        Share share = entity.share();
        FairServer server = serverOf(share);
        int level = share.level();
        if (taken.estimateMicros() == Job.NO_ESTIMATE) {
            taken.setEstimateMicros(learnedEstimateMicros(share, server));
        }
        taken.setServedLevel(level);
        noLongerWaits(entity, level);
        long estimateNanos = taken.estimateMicros() * MICRO;
        if (next != null && level(next) == level) {
            server.started(share, estimateNanos, true);
            share.reweigh(share.weight(), factor(next));
            waits(entity, level, nowNanos);
            return;
        }
        server.started(share, estimateNanos, false);
        if (next != null) {
            place(entity, level(next), next, nowNanos);
        }
    }

    private int learnedEstimateMicros(Share share, FairServer server) {
        long nanos = share.averageNanos();
        for (Share group = server.own();
                nanos == 0 && group != null;
                group = serverOf(group).own()) {
            nanos = group.averageNanos();
        }
        long micros = (nanos == 0 ? averageNanos : nanos) / MICRO;
        return micros == 0 ? FIRST_ESTIMATE_MICROS : (int) Math.min(micros, Integer.MAX_VALUE);
    }

    /**
     * Corrects what was charged for a job when it started.
     *
     * @param actualNanos how long it had the hardware, not negative
     */
    void jobEnded(Job job, long actualNanos) {
        Entity entity = job.entity();
        Share share = entity.share();
        long estimateNanos = job.estimateMicros() * MICRO;
        share.learn(actualNanos);
        averageNanos = Share.average(averageNanos, actualNanos);
        server(entity, job.servedLevel()).ended(estimateNanos, actualNanos);
        FairServer server = share.server();
        if (server == null) {
            share.correct(estimateNanos, actualNanos);
        } else {
            server.correct(share, estimateNanos, actualNanos);
        }
    }

    /** {@inheritDoc} It keeps its place, unless the priority of the job gives it another level or another weight. */
    @Override
    void headReplaced(Entity entity, Job first) {
        Share share = entity.share();
        if (!holdsReady(entity) || share.level() != level(first)) {
            emptied(entity);
            enter(entity, first);
        } else {
            share.reweigh(share.weight(), factor(first));
        }
    }

    @Override
    void emptied(Entity entity) {
        Share share = entity.share();
        if (holdsReady(entity)) {
            serverOf(share).leave(share);
            noLongerWaits(entity, share.level());
        }
        share.setBlocked(false);
    }

    @Override
    void block(Entity entity) {
        Share share = entity.share();
        serverOf(share).leave(share);
        noLongerWaits(entity, share.level());
        share.setBlocked(true);
    }

    @Override
    void unblock(Entity entity) {
        Share share = entity.share();
        Job first = entity.firstJob();
        if (share.isBlocked() && first != null) {
            share.setBlocked(false);
            enter(entity, first);
        }
    }

    @Override
    void leave(Entity entity) {
        Share share = entity.share();
        FairServer server = share.server();
        if (server != null) {
            if (server.holds(share)) {
                server.leave(share);
                noLongerWaits(entity, share.level());
            }
            server.forget(share);
        }
        share.setBlocked(false);
    }

    /** {@inheritDoc} Weights and priorities count when something is charged, and not by a key. */
    @Override
    void rekey(Entity entity, Job first, long now) {}

    /** {@inheritDoc} Every entity that has waited for long enough moves up one level. */
    @Override
    void advance(long now) {
        nowNanos = now;
        for (int level = 1; level < levels.length; level++) {
            Waiting oldest = byAge[level].first();
            while (oldest != null && now - oldest.key() >= policy.agingNanos()) {
                Entity entity = oldest.entity;
                Job first = entity.firstJob();
                if (first == null) {
                    throw new IllegalStateException(entity + " waits without a job");
                }
                Share share = entity.share();
                serverOf(share).leave(share);
                noLongerWaits(entity, level);
                place(entity, level - 1, first, now);
                oldest = byAge[level].first();
            }
        }
    }

    private void waits(Entity entity, int level, long sinceNanos) {
        if (policy.ages()) {
            Waiting node = new Waiting(entity);
            entity.share().setWaiting(node);
            byAge[level].insert(node, sinceNanos, entries++);
        }
    }

    private void noLongerWaits(Entity entity, int level) {
        Waiting node = entity.share().waiting();
        if (node != null) {
            entity.share().setWaiting(null);
            byAge[level].remove(node);
        }
    }

    private static FairServer serverOf(Share share) {
        FairServer server = share.server();
        if (server == null) {
            throw new IllegalStateException("a share that has work is on a server");
        }
        return server;
    }
}
