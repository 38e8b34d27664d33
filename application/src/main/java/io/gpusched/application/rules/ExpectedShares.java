package io.gpusched.application.rules;

import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.StartTimeFair;
import io.gpusched.domain.sched.EntityGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of one scheduler that divides its hardware by weights. The arithmetic of start-time fair queueing is written a second time
 * here, in the plainest way: trees with lists that are searched from end to end, and sums that are formed when they are needed. The weights
 * and the members of groups are taken from the domain, for they are given and not worked out.
 *
 * <p>A policy under which entities age is not followed: nobody reports when an entity moves up.
 *
 * @see StartTimeFair
 */
final class ExpectedShares {
    private static final long UNIT = 128;
    private static final long LAST_TAG = Long.MAX_VALUE / 4;
    private static final long LONGEST_JOB = Long.MAX_VALUE / (4 * UNIT);
    private static final long NORMAL = 8;
    private static final long MICRO = 1_000;
    private static final long FIRST_ESTIMATE_NANOS = 1_000 * MICRO;

    private final boolean strict;
    private final boolean ages;
    private final List<Node> roots = new ArrayList<>();
    private final Map<Long, Charge> charges = new TreeMap<>();
    private long averageNanos;
    private long lastEndNanos = Long.MIN_VALUE;

    /** A place in the tree: an entity, a group or a root. */
    static final class Node {
        private final @Nullable ExpectedEntity entity;
        private final @Nullable EntityGroup group;
        private @Nullable Node above;
        private final List<Node> below = new ArrayList<>(2);

        // Of those that are below it.
        private long virtualTime;
        private int running;
        private int period;
        private long arrivals;

        // Towards what is above it.
        private boolean waits;
        private long start;
        private long finish;
        private long floor;
        private long number;
        private int periodAbove;
        private long factor = NORMAL;
        private long averageNanos;
        private int started;
        private long unconfirmed;
        private long lastCharge;

        Node(@Nullable ExpectedEntity entity, @Nullable EntityGroup group) {
            this.entity = entity;
            this.group = group;
        }

        private long weight() {
            int own = entity != null ? entity.entity.weight() : group != null ? group.weight() : 1;
            return own * factor;
        }

        private long tags(long nanos) {
            return Math.min(nanos, LONGEST_JOB) * UNIT / weight();
        }

        private boolean counts(Node server) {
            return waits || (periodAbove == server.period && finish > server.virtualTime);
        }

        private @Nullable Node next() {
            Node next = null;
            for (Node each : below) {
                if (each.waits
                        && (next == null
                                || each.start < next.start
                                || (each.start == next.start && each.number < next.number))) {
                    next = each;
                }
            }
            return next;
        }
    }

    /** What was charged when a job started, and where. */
    private record Charge(Node server, long estimateNanos) {}

    /** Tells whether entities that wait for long move up. */
    boolean ages() {
        return ages;
    }

    ExpectedShares(StartTimeFair policy) {
        this.strict = policy.strict();
        this.ages = policy.ages();
        for (int level = 0; level < (strict ? Priority.values().length : 1); level++) {
            roots.add(new Node(null, null));
        }
    }

    /** Returns the entity that should be next, or null. */
    @Nullable
    ExpectedEntity first() {
        for (Node root : roots) {
            Node node = root.next();
            while (node != null && node.entity == null) {
                node = node.next();
            }
            if (node != null) {
                return node.entity;
            }
        }
        return null;
    }

    /** An entity has a first job that waits for nothing, or for nothing any more. */
    void enter(ExpectedEntity entity, ExpectedJob first) {
        Node leaf = entity.share;
        leaf.factor = factor(first);
        Node server = server(entity, first);
        if (leaf.above != server) {
            leave(entity);
            server.below.add(leaf);
            leaf.above = server;
            enter(server, leaf, true);
        } else {
            enter(server, leaf, false);
        }
    }

    private long factor(ExpectedJob job) {
        if (strict) {
            return NORMAL;
        }
        return switch (job.job.priority()) {
            case KERNEL -> 64;
            case HIGH -> 32;
            case NORMAL -> NORMAL;
            case LOW -> 1;
        };
    }

    private Node server(ExpectedEntity entity, ExpectedJob first) {
        Node root = roots.get(strict ? first.job.priority().level() : 0);
        EntityGroup group = entity.entity.group();
        return group == null ? root : node(group, root);
    }

    private static Node node(EntityGroup group, Node root) {
        Node above = group.parent() == null ? root : node(group.parent(), root);
        for (Node each : above.below) {
            if (each.group == group) {
                return each;
            }
        }
        Node made = new Node(null, group);
        made.above = above;
        made.periodAbove = above.period;
        above.below.add(made);
        return made;
    }

    /** Virtual time is at most a job for each that runs, and one more, behind what the next one has had for certain. */
    private static void catchUp(Node server) {
        Node next = server.next();
        if (next != null) {
            long jobs = server.running + 1L;
            long patience = next.lastCharge > LAST_TAG / jobs ? LAST_TAG : next.lastCharge * jobs;
            server.virtualTime = Math.max(server.virtualTime, next.start - next.unconfirmed - patience);
        }
    }

    /** New ones come with what they were ahead elsewhere. */
    private static void enter(Node server, Node node, boolean isNew) {
        if (server.running == 0 && server.next() == null) {
            server.period++;
            server.virtualTime = 0;
        }
        catchUp(server);
        if (isNew) {
            node.finish = later(node.finish, server.virtualTime);
        } else if (node.periodAbove != server.period) {
            node.finish = 0;
        }
        node.periodAbove = server.period;
        node.floor = server.virtualTime;
        node.start = Math.max(node.finish, node.floor);
        node.number = server.arrivals++;
        node.waits = true;
        Node above = server.above;
        if (above != null && !server.waits) {
            enter(above, server, false);
        }
    }

    /** An entity has no job any more that could run now. */
    static void block(ExpectedEntity entity) {
        stopWaiting(entity.share);
    }

    private static void stopWaiting(Node node) {
        Node server = node.above;
        if (node.waits && server != null) {
            node.waits = false;
            if (server.next() == null) {
                stopWaiting(server);
            }
        }
    }

    /** An entity goes to another scheduler, or was killed. */
    static void leave(ExpectedEntity entity) {
        Node leaf = entity.share;
        Node server = leaf.above;
        if (server != null) {
            stopWaiting(leaf);
            leaf.finish = leaf.periodAbove == server.period ? Math.max(0, leaf.finish - server.virtualTime) : 0;
            leaf.above = null;
            server.below.remove(leaf);
        }
    }

    /** The first job of an entity starts. */
    void start(ExpectedJob job, @Nullable ExpectedJob next) {
        Node leaf = job.entity.share;
        Node server = leaf.above;
        if (server == null || !leaf.waits) {
            return; // It is not its turn, as its rule has said.
        }
        long said = job.askedEstimateNanos;
        long estimateNanos = said == 0 ? learned(leaf, server) : said;
        charges.put(job.job.id(), new Charge(server, estimateNanos));
        if (next != null && server(job.entity, next) == server) {
            start(server, leaf, estimateNanos, true);
            leaf.factor = factor(next);
            return;
        }
        start(server, leaf, estimateNanos, false);
        if (next != null) {
            enter(job.entity, next);
        }
    }

    private long learned(Node leaf, Node server) {
        long nanos = leaf.averageNanos;
        for (Node group = server; nanos == 0 && group.above != null; group = group.above) {
            nanos = group.averageNanos;
        }
        long micros = (nanos == 0 ? averageNanos : nanos) / MICRO;
        return micros == 0 ? FIRST_ESTIMATE_NANOS : Math.min(micros, Integer.MAX_VALUE) * MICRO;
    }

    private static void start(Node server, Node node, long estimateNanos, boolean more) {
        catchUp(server);
        node.lastCharge = Math.max(1, node.tags(estimateNanos));
        node.unconfirmed = later(node.unconfirmed, node.lastCharge);
        node.started++;
        node.finish = later(node.start, node.lastCharge);
        server.running++;
        node.waits = more;
        if (more) {
            node.start = Math.max(node.finish, node.floor);
            node.number = server.arrivals++;
        }
        if (server.above != null) {
            start(server.above, server, estimateNanos, server.next() != null);
        }
    }

    /** A job is done. */
    void end(ExpectedJob job, long nowNanos, boolean overlapping) {
        Charge charge = charges.remove(job.job.id());
        if (charge == null) {
            return;
        }
        long begin = overlapping ? job.scheduledNanos : Math.max(job.scheduledNanos, lastEndNanos);
        long actualNanos = Math.max(0, nowNanos - begin);
        lastEndNanos = nowNanos;
        Node leaf = job.entity.share;
        leaf.averageNanos = average(leaf.averageNanos, actualNanos);
        averageNanos = average(averageNanos, actualNanos);
        end(charge.server, charge.estimateNanos, actualNanos);
        correct(leaf, charge.estimateNanos, actualNanos);
    }

    private static void end(Node server, long estimateNanos, long actualNanos) {
        server.running--;
        long weights = 0;
        for (Node each : server.below) {
            weights += each.counts(server) ? each.weight() : 0;
        }
        if (weights > 0) {
            server.virtualTime = later(server.virtualTime, Math.min(actualNanos, LONGEST_JOB) * UNIT / weights);
        }
        if (server.above != null) {
            server.averageNanos = average(server.averageNanos, actualNanos);
            correct(server, estimateNanos, actualNanos);
            end(server.above, estimateNanos, actualNanos);
        }
    }

    private static void correct(Node node, long estimateNanos, long actualNanos) {
        long charged = Math.max(1, node.tags(estimateNanos));
        node.finish = Math.max(0, later(node.finish, node.tags(actualNanos) - charged));
        node.started--;
        node.unconfirmed = node.started == 0 ? 0 : Math.max(0, node.unconfirmed - charged);
        node.start = Math.max(node.finish, node.floor);
    }

    private static long average(long before, long value) {
        return before == 0 ? value : before + (value - before) / 4;
    }

    private static long later(long tag, long by) {
        return Math.min(tag + by, LAST_TAG);
    }
}
