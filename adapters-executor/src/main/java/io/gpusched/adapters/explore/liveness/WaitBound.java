package io.gpusched.adapters.explore.liveness;

import io.gpusched.adapters.explore.Runs;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.adapters.explore.order.Queues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a client waits that competes with others without end, counted in jobs of others that start meanwhile.
 *
 * <p>Take the states in which the first job of that client could start, and the steps between them by which it does not. If they contain a circle
 * on which a job of another starts, and nobody who can act is passed over, the client starves. Without such a circle, the longest path is the bound: it
 * is exact, since some order of events takes it.
 *
 * @param rivals who competes
 * @param verdict what was decided
 * @param jobs the bound; if nothing was decided, how many jobs of others started before one of the client in the states that were looked at
 * @param states how many states were looked at
 * @param lasso how the client starves, or null
 */
public record WaitBound(
        Rivals rivals,
        Decision verdict,
        long jobs,
        int states,
        @Nullable Lasso lasso) {
    /** Anything may be late; the queues keep their order. */
    public static final Guarantees GUARANTEES = new Guarantees(Queues.ORDERED, Lateness.ALL);

    private static final int MOST_STEPS = 200_000;

    /** What was decided. */
    public enum Decision {
        /** The client is served after a bounded number of jobs. */
        BOUND,
        /** The client may wait for ever. */
        STARVES,
        /** There are more states than were looked at. */
        OPEN
    }

    /**
     * Decides how long the client waits.
     *
     * @param mostStates how many states to look at, at least 1
     */
    public static WaitBound of(Rivals rivals, int mostStates) {
        try (Runs runs = Runs.unchecked(rivals, GUARANTEES, MOST_STEPS)) {
            StateGraph graph = new StateGraph(runs, mostStates);
            graph.explore();
            if (graph.failure() != null) {
                throw new IllegalStateException(
                        "a step failed: " + graph.failure().violation());
            }
            FairCircles circles = new FairCircles(waiting(graph), Promise.FIRST_IS_SERVED.clientsAreFair());
            for (List<FairCircles.Place> component : circles.components()) {
                FairCircles.Circle circle = circles.fair(component, true);
                if (circle != null) {
                    long[] way = graph.nodes().get(circle.begin().number).way();
                    Lasso lasso = Liveness.lasso(runs, Promise.FIRST_IS_SERVED, way, circle.actors());
                    return new WaitBound(
                            rivals, Decision.STARVES, 0, graph.nodes().size(), lasso);
                }
            }
            return new WaitBound(
                    rivals,
                    graph.isComplete() ? Decision.BOUND : Decision.OPEN,
                    longest(circles),
                    graph.nodes().size(),
                    null);
        }
    }

    /** All states, and the steps between those in which the client waits. */
    private static List<FairCircles.Place> waiting(StateGraph graph) {
        List<FairCircles.Place> places = new ArrayList<>();
        for (StateGraph.Node node : graph.nodes()) {
            FairCircles.Place place = new FairCircles.Place(node.number, node.depth);
            places.add(place);
            for (StateGraph.Arrow arrow : node.arrows) {
                FairCircles.Way way =
                        new FairCircles.Way(arrow.actor(), arrow.kind(), arrow.to().number, arrow.startsOthers());
                place.mayAct.add(way);
                if (node.waits && arrow.to().waits && !arrow.startsAsked()) {
                    place.ways.add(way);
                }
            }
        }
        return places;
    }

    /** The most that the arrows of a path add up to. Arrows that count lie between components, since no circle has one. */
    private static long longest(FairCircles circles) {
        long[] most = new long[circles.components().size()];
        long longest = 0;
        for (int i = 0; i < most.length; i++) {
            for (FairCircles.Place place : circles.components().get(i)) {
                for (FairCircles.Way way : place.ways) {
                    int to = circles.component(way.to());
                    if (to == i && way.weight() > 0) {
                        throw new IllegalStateException(
                                "jobs start on a circle on which somebody is passed over, so there is no bound");
                    }
                    most[i] = Math.max(most[i], to == i ? 0 : way.weight() + most[to]);
                }
            }
            longest = Math.max(longest, most[i]);
        }
        return longest;
    }
}
