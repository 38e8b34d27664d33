package io.gpusched.adapters.explore.search;

import io.gpusched.adapters.explore.hash.StateTable;
import io.gpusched.adapters.explore.order.Interleaving;
import io.gpusched.adapters.explore.order.Options;
import java.util.Arrays;

/**
 * Every order, depth first. A schedule repeats the choices up to the last one that has an option left, takes that, and goes on with the
 * first options. Where it meets a state that an earlier one has met, it ends: everything from there on was or will be explored.
 *
 * <p>Counts, for each state, the different histories that lead from it to an end; so it knows how many histories there are without
 * running them all.
 */
public final class DepthFirst implements Search, Interleaving {
    private final StateTable seen = new StateTable();
    private int[] chosen = new int[64];
    private int[] widths = new int[64];
    private int[] states = new int[64];
    private long[] paths = new long[64];
    /** How many choices the next schedule repeats. */
    private int depth;

    private int at;
    private int known;
    private boolean done;
    private long histories;
    private boolean cyclic;

    @Override
    public Interleaving next() {
        at = 0;
        known = -1;
        return this;
    }

    @Override
    public boolean wantsEveryStep() {
        return true;
    }

    @Override
    public boolean isRepeating() {
        return at < depth;
    }

    @Override
    public int choose(Options options) {
        if (at < depth) {
            return chosen[at++];
        }
        long[] state = options.state();
        int entry = seen.find(state[0], state[1]);
        if (entry >= 0) {
            known = entry;
            return CUT;
        }
        grow();
        states[depth] = seen.add(state[0], state[1]);
        chosen[depth] = 0;
        widths[depth] = options.size();
        paths[depth] = 0;
        depth++;
        at++;
        return 0;
    }

    private void grow() {
        if (depth == chosen.length) {
            int length = depth * 2;
            chosen = Arrays.copyOf(chosen, length);
            widths = Arrays.copyOf(widths, length);
            states = Arrays.copyOf(states, length);
            paths = Arrays.copyOf(paths, length);
        }
    }

    @Override
    public void ended(boolean endsKnown, int choices) {
        long ends = 1;
        if (endsKnown) {
            ends = seen.value(known);
            if (ends == StateTable.OPEN) {
                cyclic = true;
                ends = 0;
            }
        }
        while (depth > 0) {
            int last = depth - 1;
            paths[last] = saturatedSum(paths[last], ends);
            if (chosen[last] + 1 < widths[last]) {
                chosen[last]++;
                return;
            }
            ends = paths[last];
            seen.setValue(states[last], ends);
            depth--;
        }
        histories = ends;
        done = true;
    }

    private static long saturatedSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public boolean isExhaustive() {
        return true;
    }

    @Override
    public long states() {
        return seen.size();
    }

    @Override
    public long histories() {
        return done && !cyclic ? histories : 0;
    }
}
