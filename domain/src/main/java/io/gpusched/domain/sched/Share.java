package io.gpusched.domain.sched;

import io.gpusched.domain.order.PairingHeap;
import io.gpusched.domain.order.Priority;
import org.jspecify.annotations.Nullable;

/**
 * What one entity, or one group of entities, has been charged on the {@link FairServer} where it competes. While it has work there, it is in the
 * heap of that server, and its key is its start tag.
 *
 * <p>Tags are hardware time in nanoseconds divided by the weight, in units of 1/128 ns for a weight of 1; see {@link #tags}. They stop growing at
 * {@link #LAST_TAG} instead of wrapping. That takes years of work without a pause, and from then on entities take turns.
 */
final class Share extends PairingHeap.Node<Share> {
    /** The factor by which normal priority, and any group, counts. */
    static final int NORMAL_FACTOR = 8;

    private static final int UNIT = 128;
    private static final long LAST_TAG = Long.MAX_VALUE / 4;
    private static final long LONGEST_JOB = Long.MAX_VALUE / (4 * UNIT);

    private final @Nullable Entity entity;
    private final @Nullable FairServer members;
    private @Nullable FairServer server;
    private int weight = 1;
    private int factor = NORMAL_FACTOR;
    private SharedRunQueue.@Nullable Waiting waiting;
    private boolean blocked;
    private byte level;
    /** Absolute in a busy period of the server; for a share without a server, what it was ahead of virtual time when it left. */
    private long finish;

    private int period;
    private int running;
    /** What is charged for jobs that have not ended. */
    private long unconfirmed;

    private long lastCharge;

    private long floor;
    private long averageNanos;

    /** Makes the share of an entity. */
    Share(Entity entity) {
        this.entity = entity;
        this.members = null;
    }

    /** Makes the share of a group that competes on a server, and the server on which its members do. */
    Share(FairServer root, FairServer above) {
        this.entity = null;
        this.members = new FairServer(this, root);
        this.server = above;
        this.period = above.period();
    }

    static int requireWeight(int weight) {
        if (weight < 1 || weight > EntityGroup.MAX_WEIGHT) {
            throw new IllegalArgumentException("a weight is 1 to " + EntityGroup.MAX_WEIGHT + ", not " + weight);
        }
        return weight;
    }

    /** Returns by how much a priority multiplies the weight: the ratios of the shares that Linux's fair policy gives. */
    static int factor(Priority priority) {
        return UNIT >> priority.vruntimeShift();
    }

    /** Returns the entity; null if this is the share of a group. */
    @Nullable
    Entity entity() {
        return entity;
    }

    /** Returns the server of the members of the group whose share this is. */
    FairServer members() {
        FairServer own = members;
        if (own == null) {
            throw new IllegalStateException("the share of an entity has no members");
        }
        return own;
    }

    /** Returns the server where it competes, or null. */
    @Nullable
    FairServer server() {
        return server;
    }

    int weight() {
        return weight;
    }

    /** Returns the weight with the factor of the priority. */
    long effectiveWeight() {
        return (long) weight * factor;
    }

    /** Changes the weight of an entity. */
    void setWeight(int to) {
        reweigh(requireWeight(to), factor);
    }

    void reweigh(int toWeight, int toFactor) {
        long before = effectiveWeight();
        weight = toWeight;
        factor = toFactor;
        if (server != null) {
            server.reweighed(this, effectiveWeight() - before);
        }
    }

    /** Returns how far a tag moves for some hardware time. */
    long tags(long nanos) {
        return tags(nanos, effectiveWeight());
    }

    /** Returns the tags of some hardware time divided by a weight. */
    static long tags(long nanos, long weight) {
        return Math.min(nanos, LONGEST_JOB) * UNIT / weight;
    }

    /** Returns the hardware time for which a share of weight 1 and normal priority has that tag. */
    static long nanos(long tag) {
        return tag / (UNIT / NORMAL_FACTOR);
    }

    static long later(long tag, long by) {
        return Math.min(tag + by, LAST_TAG);
    }

    /** Enters the busy period of a server, and returns the start tag of its first job there. */
    long startIn(FairServer where, long virtualTime) {
        if (server == null) {
            finish = later(finish, virtualTime);
        } else if (period != where.period()) {
            finish = 0;
        }
        period = where.period();
        server = where;
        floor = virtualTime;
        return startTag();
    }

    /** Returns the start tag of its first job: never before the virtual time at which it came to wait. */
    long startTag() {
        return Math.max(finish, floor);
    }

    /**
     * Returns how far its finish tag is ahead of the virtual time of its server: what it has had more than those that are due now. An idle
     * share takes it along when it moves.
     */
    long lead() {
        if (server == null) {
            return finish;
        }
        return period == server.period() ? Math.max(0, finish - server.virtualTime()) : 0;
    }

    /** Returns what its jobs have been charged, where an ideal server would be done with them. */
    long finishTag() {
        return finish;
    }

    /** Returns the busy period of its server that its tags are of. */
    int period() {
        return period;
    }

    /** Charges the estimate of a job that starts. */
    void charge(long estimateNanos) {
        long charged = Math.max(1, tags(estimateNanos));
        finish = later(startTag(), charged);
        lastCharge = charged;
        running++;
        unconfirmed = later(unconfirmed, charged);
    }

    /** Corrects the charge for a job that has ended. */
    void correct(long estimateNanos, long actualNanos) {
        long charged = Math.max(1, tags(estimateNanos));
        finish = Math.max(0, later(finish, tags(actualNanos) - charged));
        running--;
        // The weight may have changed since the job was charged, so the rest would not come to nothing by itself.
        unconfirmed = running == 0 ? 0 : Math.max(0, unconfirmed - charged);
    }

    /** Returns how much of its tags is charged for jobs that have not ended. */
    long unconfirmed() {
        return unconfirmed;
    }

    /** Returns the tags of a number of jobs like the one that it was charged for last. */
    long patience(int jobs) {
        return lastCharge > LAST_TAG / jobs ? LAST_TAG : lastCharge * jobs;
    }

    /** Learns how long one of its jobs took. */
    void learn(long actualNanos) {
        averageNanos = average(averageNanos, actualNanos);
    }

    /** Returns an average with one more value, which counts for a quarter; 0 stands for no value yet. */
    static long average(long before, long value) {
        return before == 0 ? value : before + (value - before) / 4;
    }

    /** Returns how long its jobs take on average, in nanoseconds, or 0 if none has ended. */
    long averageNanos() {
        return averageNanos;
    }

    /** Tells whether the first job of its entity waits for a dependency. */
    boolean isBlocked() {
        return blocked;
    }

    void setBlocked(boolean blocked) {
        this.blocked = blocked;
    }

    /** Returns the level at which its entity was placed last. */
    int level() {
        return level;
    }

    void setLevel(int level) {
        this.level = (byte) level;
    }

    /** Returns the note that its entity waits, under a policy that ages; null if it does not wait. */
    SharedRunQueue.@Nullable Waiting waiting() {
        return waiting;
    }

    void setWaiting(SharedRunQueue.@Nullable Waiting note) {
        waiting = note;
    }

    /** Leaves its server for another one, or for good; its lead goes with it. */
    void leaveServer() {
        finish = lead();
        server = null;
    }
}
