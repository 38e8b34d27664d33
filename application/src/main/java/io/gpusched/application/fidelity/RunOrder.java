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
    private final double orderedPairs;

    /**
     * Compares the orders.
     *
     * @param jobs the jobs of the ring that ran in both
     * @param recorded when they ran then
     * @param places the place of every job among the runs of the replay
     */
    RunOrder(List<Integer> jobs, Timings recorded, int[] places) {
        List<Integer> order = new ArrayList<>(jobs);
        order.sort(Comparator.comparingLong((Integer job) -> recorded.run(job)).thenComparingInt(job -> places[job]));
        this.jobs = jobs.size();
        this.orderedPairs =
                orderedPairs(order.stream().mapToInt(job -> places[job]).toArray());
        this.moved = outsideOfLongestRise(order, places);
    }

    /** Returns the least jobs that would have to be put elsewhere to make one order of the other, in the recorded order. */
    List<Integer> moved() {
        return moved;
    }

    int jobs() {
        return jobs;
    }

    /** Returns the share of all pairs of jobs that ran in the recorded order, 0 to 1; 1 if there are no pairs. */
    double orderedPairs() {
        return orderedPairs;
    }

    private static double orderedPairs(int[] places) {
        long pairs = (long) places.length * (places.length - 1) / 2;
        return pairs == 0 ? 1 : 1 - inversions(places, new int[places.length], 0, places.length) / (double) pairs;
    }

    /** Counts the pairs that stand the wrong way round while it sorts them. */
    private static long inversions(int[] places, int[] spare, int from, int to) {
        if (to - from < 2) {
            return 0;
        }
        int middle = (from + to) >>> 1;
        long count = inversions(places, spare, from, middle) + inversions(places, spare, middle, to);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            if (right == to || (left < middle && places[left] <= places[right])) {
                spare[i] = places[left++];
            } else {
                spare[i] = places[right++];
                count += middle - left;
            }
        }
        System.arraycopy(spare, from, places, from, to - from);
        return count;
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
