package io.gpusched.adapters.explore.liveness;

import io.gpusched.adapters.explore.Runs;
import io.gpusched.adapters.explore.ScheduleOutcome;
import io.gpusched.adapters.explore.hash.StateTable;
import io.gpusched.adapters.explore.order.Alternative;
import io.gpusched.domain.sched.Entity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every state of a scenario and every step between two states, found breadth first: so the way to each state is a shortest one.
 *
 * <p><b>How it is made.</b> A node keeps who acted last and the node before, so the way to it is known. To expand a node, its way is run once for each
 * step that is possible there, with that step at the end. That costs a schedule for each arrow; a copy of the device would cost more and demand
 * that everything can be copied.
 *
 * <p><b>Where it ends.</b> At the most nodes that were asked for. What is beyond is not known: {@link #isComplete} is false then, and whatever
 * was found holds nevertheless.
 */
final class StateGraph {
    /** The jobs are those of the first entity, for which somebody asks whether it is served. */
    private static final int ASKED = 0;

    private final Runs runs;
    private final int mostNodes;
    private final StateTable states = new StateTable();
    private final StateTable classes = new StateTable();
    private final List<Node> nodes = new ArrayList<>();
    private long schedules;
    private int expanded;
    private @Nullable ScheduleOutcome failure;

    /** A state. */
    static final class Node {
        final int number;
        /** The number of the class of states that differ from this one by the ages of jobs at most. */
        final int ageless;

        final @Nullable Node before;
        final long actor;
        final int depth;
        final long unended;
        /** Whether the entity that is asked for has a job that could start. */
        final boolean waits;

        /** Empty until the node is expanded. */
        Arrow[] arrows = {};

        boolean isExpanded;

        Node(int number, int ageless, @Nullable Node before, long actor, long unended, boolean waits) {
            this.number = number;
            this.ageless = ageless;
            this.before = before;
            this.actor = actor;
            this.depth = before == null ? 0 : before.depth + 1;
            this.unended = unended;
            this.waits = waits;
        }

        /** Returns who acted on the way here. */
        long[] way() {
            long[] way = new long[depth];
            Node node = this;
            while (node.before != null) {
                way[node.depth - 1] = node.actor;
                node = node.before;
            }
            return way;
        }
    }

    /**
     * A step from one state to another.
     *
     * @param actor who acts
     * @param kind what sort of thing it does
     * @param to the state after it
     * @param startsOthers how many jobs of other entities than the one that is asked for it starts
     * @param startsAsked whether it starts a job of that one
     * @param quiet whether no job starts, ends or is freed
     */
    record Arrow(long actor, Alternative.Kind kind, Node to, long startsOthers, boolean startsAsked, boolean quiet) {}

    StateGraph(Runs runs, int mostNodes) {
        this.runs = runs;
        this.mostNodes = mostNodes;
    }

    /** Finds the states. */
    void explore() {
        Walk begin = new Walk(new long[0], 0);
        run(begin);
        if (failure == null) {
            add(begin, null, 0);
        }
        while (expanded < nodes.size() && nodes.size() < mostNodes && failure == null) {
            expand(nodes.get(expanded++));
        }
    }

    private void expand(Node node) {
        Walk here = new Walk(node.way(), node.depth);
        run(here);
        Walk.Actor[] actors = here.next();
        long[] way = Arrays.copyOf(node.way(), node.depth + 1);
        Arrow[] arrows = new Arrow[actors.length];
        for (int i = 0; i < arrows.length; i++) {
            way[node.depth] = actors[i].id();
            Walk walk = new Walk(way, way.length);
            run(walk);
            if (failure != null) {
                return;
            }
            Walk.StepEffect effect = walk.effect();
            @Nullable Entity served = walk.watch().served();
            boolean ofAsked = effect.starts() > 0
                    && served != null
                    && walk.watch().entities().indexOf(served) == ASKED;
            arrows[i] = new Arrow(
                    actors[i].id(),
                    actors[i].kind(),
                    add(walk, node, actors[i].id()),
                    ofAsked ? 0 : effect.starts(),
                    ofAsked,
                    effect.quiet());
        }
        node.arrows = arrows;
        node.isExpanded = true;
    }

    private void run(Walk walk) {
        schedules++;
        ScheduleOutcome outcome = runs.observe(walk, null);
        if (outcome.violation() != null) {
            failure = outcome;
        } else if (walk.hasStrayed()) {
            throw new IllegalStateException("a schedule did not repeat itself: the scenario is not deterministic");
        }
    }

    private Node add(Walk walk, @Nullable Node before, long actor) {
        long[] state = walk.state();
        int known = states.find(state[0], state[1]);
        if (known >= 0) {
            return nodes.get(known);
        }
        int number = states.add(state[0], state[1]);
        long[] ageless = walk.ageless();
        int same = classes.find(ageless[0], ageless[1]);
        List<Entity> entities = walk.watch().entities();
        Node node = new Node(
                number,
                same >= 0 ? same : classes.add(ageless[0], ageless[1]),
                before,
                actor,
                walk.watch().unended(),
                !entities.isEmpty() && entities.get(ASKED).isReady());
        nodes.add(node);
        return node;
    }

    List<Node> nodes() {
        return nodes;
    }

    /** Returns how many classes of states there are that differ by more than the ages of jobs. */
    int classes() {
        return classes.size();
    }

    long schedules() {
        return schedules;
    }

    /** Tells whether every state was expanded. */
    boolean isComplete() {
        return failure == null && expanded == nodes.size();
    }

    /** Returns a schedule in which a step failed, or null. */
    @Nullable
    ScheduleOutcome failure() {
        return failure;
    }
}
