package io.gpusched.adapters.explore.liveness;

import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.Runs;
import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.ScheduleOutcome;
import io.gpusched.adapters.explore.history.ScheduleHistory;
import io.gpusched.adapters.explore.order.ChoicePoint;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Interleaving;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether every accepted job of a scenario ends, whatever the order of events, as long as nobody who can act is passed over for ever.
 *
 * <p>A run that does not end a job either stops, so that nothing can happen any more, or goes on for ever. In a finite graph it then stays in one
 * component, and {@link FairCircles} decides each of them. How long jobs have been on the hardware makes the graph infinite under policies that count
 * GPU time. So circles are also looked for among states that differ in that alone, over steps on which no job starts, ends or is freed: nothing reads it
 * there.
 *
 * @param states how many states were found
 * @param schedules how many schedules were run to find them
 * @param complete whether these are all states; if not, and nothing was found, nothing is proven
 * @param lasso a schedule on which a job never ends, or null
 * @param failure an order of events in which a step fails, or null; nothing else is known then
 */
public record Liveness(
        int states,
        long schedules,
        boolean complete,
        @Nullable Lasso lasso,
        @Nullable Finding failure) {
    private static final int MOST_STEPS = 200_000;

    /**
     * Decides whether every accepted job ends.
     *
     * @param guarantees which orders are possible; items must not overlap
     * @param mostStates how many states to look at, at least 1
     */
    public static Liveness of(Scenario scenario, Guarantees guarantees, int mostStates) {
        if (guarantees.queues().mayOverlap()) {
            throw new IllegalArgumentException("liveness is decided for queues whose items do not overlap");
        }
        try (Runs runs = Runs.unchecked(scenario, guarantees, MOST_STEPS)) {
            StateGraph graph = new StateGraph(runs, mostStates);
            graph.explore();
            ScheduleOutcome failed = graph.failure();
            if (failed != null) {
                return new Liveness(
                        graph.nodes().size(), graph.schedules(), false, null, Finding.of(runs, failed.choices()));
            }
            return new Liveness(
                    graph.nodes().size(), graph.schedules(), graph.isComplete(), new Search(runs, graph).lasso(), null);
        }
    }

    /** Looks for a lasso in a graph. */
    private static final class Search {
        private final Runs runs;
        private final StateGraph graph;

        Search(Runs runs, StateGraph graph) {
            this.runs = runs;
            this.graph = graph;
        }

        @Nullable
        Lasso lasso() {
            for (StateGraph.Node node : graph.nodes()) {
                if (node.isExpanded && node.arrows.length == 0 && node.unended > 0) {
                    return run(node.way(), List.of());
                }
            }
            Lasso found = onCircle(states());
            return found == null && graph.classes() < graph.nodes().size() ? onCircle(ageless()) : found;
        }

        /** The states in which a job has not ended; steps do not lead back into them. */
        private List<FairCircles.Place> states() {
            List<FairCircles.Place> places = new ArrayList<>();
            for (StateGraph.Node node : graph.nodes()) {
                FairCircles.Place place = new FairCircles.Place(node.number, node.depth);
                places.add(place);
                for (StateGraph.Arrow arrow : node.arrows) {
                    FairCircles.Way way = new FairCircles.Way(arrow.actor(), arrow.kind(), arrow.to().number, 0);
                    place.mayAct.add(way);
                    if (node.unended > 0 && arrow.to().unended > 0) {
                        place.ways.add(way);
                    }
                }
            }
            return places;
        }

        /** The classes of states that differ in the ages of jobs alone, with the steps that do not read them. */
        private List<FairCircles.Place> ageless() {
            StateGraph.Node[] members = new StateGraph.Node[graph.classes()];
            for (StateGraph.Node node : graph.nodes()) {
                if (members[node.ageless] == null || (node.isExpanded && !members[node.ageless].isExpanded)) {
                    members[node.ageless] = node;
                }
            }
            List<FairCircles.Place> places = new ArrayList<>();
            for (int i = 0; i < members.length; i++) {
                StateGraph.Node node = members[i];
                FairCircles.Place place = new FairCircles.Place(i, node.depth);
                places.add(place);
                for (StateGraph.Arrow arrow : node.arrows) {
                    FairCircles.Way way = new FairCircles.Way(arrow.actor(), arrow.kind(), arrow.to().ageless, 0);
                    place.mayAct.add(way);
                    if (node.unended > 0 && arrow.quiet()) {
                        place.ways.add(way);
                    }
                }
            }
            return places;
        }

        private @Nullable Lasso onCircle(List<FairCircles.Place> places) {
            FairCircles circles = new FairCircles(places, Promise.EVERY_JOB_ENDS.clientsAreFair());
            for (List<FairCircles.Place> component : circles.components()) {
                FairCircles.Circle circle = circles.fair(component, false);
                if (circle != null) {
                    return run(wayTo(circle.begin(), places), circle.actors());
                }
            }
            return null;
        }

        private long[] wayTo(FairCircles.Place place, List<FairCircles.Place> places) {
            boolean byClass = places.size() < graph.nodes().size();
            for (StateGraph.Node node : graph.nodes()) {
                if ((byClass ? node.ageless : node.number) == place.number) {
                    return node.way();
                }
            }
            throw new IllegalStateException("a place stands for a state");
        }

        private Lasso run(long[] way, List<Long> circle) {
            return Liveness.lasso(runs, Promise.EVERY_JOB_ENDS, way, circle);
        }
    }

    /** Runs a lasso that the graph shows. */
    static Lasso lasso(Runs runs, Promise promise, long[] way, List<Long> circle) {
        long[] actors = Arrays.copyOf(way, way.length + circle.size());
        for (int i = 0; i < circle.size(); i++) {
            actors[way.length + i] = circle.get(i);
        }
        Lasso lasso = Round.of(
                runs, promise, new Lasso.Loop(way.length, circle.size()), new ByActor(actors), new ScheduleHistory());
        if (lasso == null) {
            throw new IllegalStateException("what the graph of states shows does not happen");
        }
        return lasso;
    }

    /** Chooses who acts by a list. */
    private static final class ByActor implements Interleaving {
        private final long[] actors;
        private int at;

        ByActor(long[] actors) {
            this.actors = actors;
        }

        @Override
        public boolean wantsEveryStep() {
            return true;
        }

        @Override
        public int choose(ChoicePoint point) {
            Walk.Actor[] all = Walk.actors(point);
            long wanted = actors[at++];
            for (int i = 0; i < all.length; i++) {
                if (all[i].id() == wanted) {
                    return i;
                }
            }
            throw new IllegalStateException("somebody who acts on a circle cannot act where it was found");
        }
    }
}
