package io.gpusched.application.fidelity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which the jobs of a ring ran, recorded and replayed. Jobs that were recorded as running at one time, in the resolution of
 * the trace, may come in either order.
 */
final class RunOrder {
    private final List<Integer> moved;
    private final int jobs;

    /**
     * Compares the orders.
     *
     * @param jobs the jobs of the ring that ran in both
     * @param recorded when they ran then
     * @param places the place of every job among the runs of the replay
     */
    RunOrder(List<Integer> jobs, Moments recorded, int[] places) {
        List<Integer> order = new ArrayList<>(jobs);
        order.sort(Comparator.comparingLong((Integer job) -> recorded.run(job)).thenComparingInt(job -> places[job]));
        this.jobs = jobs.size();
        this.moved = outsideOfLongestRise(order, places);
    }

    /** Returns the least jobs that would have to be put elsewhere to make one order of the other, in the recorded order. */
    List<Integer> moved() {
        return moved;
    }

    int jobs() {
        return jobs;
    }

    private static List<Integer> outsideOfLongestRise(List<Integer> order, int[] places) {
        int[] endOfLength = new int[order.size()];
        int[] lowestPlace = new int[order.size()];
        int[] previous = new int[order.size()];
        int length = 0;
        for (int i = 0; i < order.size(); i++) {
            int place = places[order.get(i)];
            int at = -Arrays.binarySearch(lowestPlace, 0, length, place) - 1; // places are all different
            previous[i] = at == 0 ? -1 : endOfLength[at - 1];
            endOfLength[at] = i;
            lowestPlace[at] = place;
            length = Math.max(length, at + 1);
        }
        boolean[] stays = new boolean[order.size()];
        for (int i = length == 0 ? -1 : endOfLength[length - 1]; i >= 0; i = previous[i]) {
            stays[i] = true;
        }
        List<Integer> moved = new ArrayList<>();
        for (int i = 0; i < stays.length; i++) {
            if (!stays[i]) {
                moved.add(order.get(i));
            }
        }
        return moved;
    }
}
