package io.gpusched.adapters.explore.liveness;

import io.gpusched.adapters.explore.order.Alternative;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the circles of a graph on which a run may stay for ever, if nobody who could act all the time is passed over for ever: weak fairness.
 *
 * <p><b>How.</b> A run that goes on for ever stays, from some point on, in one strongly connected component. It may visit all of it. So if a
 * component has somebody who may act in each of its states, but on none of its arrows does, then every circle of it passes that one over, and none
 * is fair. Otherwise the circle that takes every arrow is fair. So each component is decided as a whole, and nothing is guessed.
 */
final class FairCircles {
    /** Components of up to that many nodes are searched for their shortest circle from everywhere. */
    private static final int SMALL = 60;

    private final List<Place> places;
    private final boolean clientsAreFair;
    private final Components components;

    /** A node, with the arrows that the circle may take, and all who may act there. */
    static final class Place {
        final int number;
        final int depth;
        final List<Way> ways = new ArrayList<>(2);
        /** Who may act, whether or not the circle may take that arrow. */
        final List<Way> mayAct = new ArrayList<>(2);

        Place(int number, int depth) {
            this.number = number;
            this.depth = depth;
        }
    }

    /**
     * An arrow.
     *
     * @param actor who acts
     * @param kind what sort of thing it does
     * @param to the number of the place after it
     * @param weight how much it counts
     */
    record Way(long actor, Alternative.Kind kind, int to, long weight) {}

    /**
     * A circle.
     *
     * @param begin where it begins and ends
     * @param actors who acts, in order
     */
    record Circle(Place begin, List<Long> actors) {}

    /**
     * Looks at a graph.
     *
     * @param places numbered from 0, in their order
     * @param clientsAreFair whether clients that can act do so sooner or later
     */
    FairCircles(List<Place> places, boolean clientsAreFair) {
        this.places = places;
        this.clientsAreFair = clientsAreFair;
        this.components = new Components(places);
    }

    /** Returns the number of the component of a place. Arrows between components go from a greater number to a smaller one. */
    int component(int place) {
        return components.of(place);
    }

    List<List<Place>> components() {
        return components.all();
    }

    /**
     * Returns the shortest circle that was found in a component on which nobody is passed over; null if there is none.
     *
     * @param heavy whether the circle must have an arrow that counts
     */
    @Nullable
    Circle fair(List<Place> members, boolean heavy) {
        int own = components.of(members.getFirst().number);
        Map<Long, Integer> open = new LinkedHashMap<>();
        boolean circular = false;
        boolean counts = false;
        for (Place place : members) {
            for (Way way : place.mayAct) {
                if (mustActSometime(way)) {
                    open.merge(way.actor, 1, Integer::sum);
                }
            }
        }
        for (Place place : members) {
            for (Way way : place.ways) {
                if (components.of(way.to) == own) {
                    circular = true;
                    counts |= way.weight > 0;
                    open.remove(way.actor);
                }
            }
        }
        boolean passedOver = open.values().stream().anyMatch(count -> count == members.size());
        return !circular || passedOver || (heavy && !counts) ? null : shortest(members, heavy);
    }

    private boolean mustActSometime(Way way) {
        return clientsAreFair || way.kind != Alternative.Kind.CLIENT;
    }

    private Circle shortest(List<Place> members, boolean heavy) {
        List<Place> begins = members.size() <= SMALL ? members : List.of(first(members));
        Circle best = null;
        for (Place begin : begins) {
            Circle circle = new Tour(begin, heavy).run();
            if (best == null || circle.actors.size() + circle.begin.depth < best.actors.size() + best.begin.depth) {
                best = circle;
            }
        }
        if (best == null) {
            throw new IllegalStateException("a component has members");
        }
        return best;
    }

    private static Place first(List<Place> members) {
        Place first = members.getFirst();
        for (Place each : members) {
            first = each.depth < first.depth ? each : first;
        }
        return first;
    }

    /** Goes round in a component until nobody is passed over. */
    private final class Tour {
        private final Place begin;
        private final boolean heavy;
        private final int own;
        private final List<Long> actors = new ArrayList<>();
        private final List<Place> visited = new ArrayList<>();
        private boolean counts;

        Tour(Place begin, boolean heavy) {
            this.begin = begin;
            this.heavy = heavy;
            this.own = components.of(begin.number);
        }

        Circle run() {
            Place at = begin;
            visited.add(begin);
            if (heavy) {
                at = go(at, (place, way) -> way.weight > 0);
            } else {
                at = go(at, (place, way) -> true);
            }
            for (Way passed = passedOver(); passed != null; passed = passedOver()) {
                Way one = passed;
                at = go(at, (place, way) -> way.actor == one.actor || !mayAct(places.get(way.to), one.actor));
            }
            while (at != begin) {
                at = go(at, (place, way) -> way.to == begin.number);
            }
            if (heavy && !counts) {
                throw new IllegalStateException("the tour left out what counts");
            }
            return new Circle(begin, actors);
        }

        private @Nullable Way passedOver() {
            for (Way way : begin.mayAct) {
                if (mustActSometime(way)
                        && !actors.contains(way.actor)
                        && visited.stream().allMatch(place -> mayAct(place, way.actor))) {
                    return way;
                }
            }
            return null;
        }

        private static boolean mayAct(Place place, long actor) {
            return place.mayAct.stream().anyMatch(way -> way.actor == actor);
        }

        /** Goes the shortest way inside the component whose last arrow is as wanted. */
        private Place go(Place from, Wanted wanted) {
            Map<Integer, Step> reached = new LinkedHashMap<>();
            ArrayDeque<Place> queue = new ArrayDeque<>(List.of(from));
            while (!queue.isEmpty()) {
                Place place = queue.remove();
                for (Way way : place.ways) {
                    if (components.of(way.to) != own) {
                        continue;
                    }
                    Step step = new Step(place, way);
                    if (wanted.test(place, way)) {
                        return take(from, reached, step);
                    }
                    if (way.to != from.number && reached.putIfAbsent(way.to, step) == null) {
                        queue.add(places.get(way.to));
                    }
                }
            }
            throw new IllegalStateException("a component is connected");
        }

        private Place take(Place from, Map<Integer, Step> reached, Step last) {
            List<Step> steps = new ArrayList<>(List.of(last));
            while (steps.getLast().place != from) {
                Step before = reached.get(steps.getLast().place.number);
                if (before == null) {
                    throw new IllegalStateException("the way was not kept");
                }
                steps.add(before);
            }
            for (Step each : steps.reversed()) {
                actors.add(each.way.actor);
                counts |= each.way.weight > 0;
                visited.add(places.get(each.way.to));
            }
            return places.get(last.way.to);
        }

        private record Step(Place place, Way way) {}
    }

    /** Which arrow is looked for. */
    @FunctionalInterface
    private interface Wanted {
        boolean test(Place place, Way way);
    }
}
