package io.gpusched.adapters.explore.liveness;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The strongly connected components of a graph, by the method of R. Tarjan, 1972, without recursion since graphs are deep. Arrows between components go from
 * a later component to an earlier one.
 */
final class Components {
    private final List<FairCircles.Place> places;
    private final int[] component;
    private final List<List<FairCircles.Place>> components = new ArrayList<>();
    private final int[] index;
    private final int[] low;
    private final int[] nextWay;
    private final boolean[] onStack;
    private final ArrayDeque<FairCircles.Place> stack = new ArrayDeque<>();
    private final ArrayDeque<FairCircles.Place> calls = new ArrayDeque<>();
    private int counter = 1;

    Components(List<FairCircles.Place> places) {
        this.places = places;
        this.component = new int[places.size()];
        this.index = new int[places.size()];
        this.low = new int[places.size()];
        this.nextWay = new int[places.size()];
        this.onStack = new boolean[places.size()];
        for (FairCircles.Place each : places) {
            if (index[each.number] == 0) {
                from(each);
            }
        }
    }

    /** Returns the number of the component of a place. */
    int of(int place) {
        return component[place];
    }

    List<List<FairCircles.Place>> all() {
        return components;
    }

    private void from(FairCircles.Place root) {
        enter(root);
        while (!calls.isEmpty()) {
            FairCircles.Place place = calls.getLast();
            int number = place.number;
            if (nextWay[number] < place.ways.size()) {
                int to = place.ways.get(nextWay[number]++).to();
                if (index[to] == 0) {
                    enter(places.get(to));
                } else if (onStack[to]) {
                    low[number] = Math.min(low[number], index[to]);
                }
            } else {
                calls.removeLast();
                if (!calls.isEmpty()) {
                    int caller = calls.getLast().number;
                    low[caller] = Math.min(low[caller], low[number]);
                }
                if (low[number] == index[number]) {
                    close(place);
                }
            }
        }
    }

    private void enter(FairCircles.Place place) {
        index[place.number] = counter;
        low[place.number] = counter++;
        onStack[place.number] = true;
        stack.addLast(place);
        calls.addLast(place);
    }

    private void close(FairCircles.Place root) {
        List<FairCircles.Place> members = new ArrayList<>();
        FairCircles.Place member;
        do {
            member = stack.removeLast();
            onStack[member.number] = false;
            component[member.number] = components.size();
            members.add(member);
        } while (member != root);
        components.add(members);
    }
}
