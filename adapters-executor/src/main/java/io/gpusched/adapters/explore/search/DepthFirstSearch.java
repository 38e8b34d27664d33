package io.gpusched.adapters.explore.search;

import io.gpusched.adapters.explore.hash.StateTable;
import io.gpusched.adapters.explore.order.ChoicePoint;
import io.gpusched.adapters.explore.order.Interleaving;
import java.util.Arrays;

/**
 * Runs every order, depth first, and explores each state once.
 *
 * <p><b>What it keeps.</b> A stack with one entry for each choice of the current schedule: the alternative that was taken, how many there
 * were, the number of the state, and how many histories lead from that state to an end as far as they were explored. And a {@link
 * StateTable} of all states ever met, with the number of histories from each, or {@link StateTable#OPEN} while the state is on the stack.
 *
 * <p><b>How it moves.</b> A schedule repeats the stack up to the last entry with an alternative left, takes that alternative, and from
 * there on always the first. In a new state it pushes an entry. In a state of the table it ends the schedule with {@link Interleaving#CUT}:
 * everything from there on was explored, or will be when the stack unwinds. When a schedule has ended, entries are popped until one has an
 * alternative left; a popped state gets its number of histories. An empty stack means that every order was explored.
 *
 * <p><b>Why it is right.</b> Equal fingerprints mean equal futures (see {@link io.gpusched.adapters.explore.state.Fingerprint}), so
 * what follows a known state can break no rule that was not broken before, and the histories from it need only be counted. A schedule that
 * meets a state of its own stack has gone round in a circle, as with a false alarm at every timeout: its histories have no number, and the
 * search reports none.
 *
 * <p><b>Why it wants every step.</b> It looks at the state even where there is only one alternative. Otherwise two schedules that meet
 * in such a state would both run on to the next choice.
 *
 * <p><b>What was left.</b> Partial-order reduction would skip orders of independent steps without meeting their states. It needs to know
 * which steps are independent, and almost all work items of a scheduler share the run queues, so there is little to gain.
 * Breadth-first search would find shorter histories, but it must keep every open schedule and repeat each from its beginning; shrinking
 * makes histories short as well.
 */
public final class DepthFirstSearch implements Search, Interleaving {
    private static final int NOT_KNOWN = -1;

    private final StateTable seen = new StateTable();
    private int[] chosen = new int[64];
    private int[] widths = new int[64];
    private int[] states = new int[64];
    private long[] paths = new long[64];
    /** How many entries the stack has; the next schedule repeats that many choices. */
    private int depth;

    /** How many choices of the stack the current schedule has repeated. */
    private int at;
    /** The known state that ended the current schedule. */
    private int known = NOT_KNOWN;

    private boolean done;
    private long histories;
    private boolean cyclic;

    @Override
    public Interleaving next() {
        at = 0;
        known = NOT_KNOWN;
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
    public int choose(ChoicePoint point) {
        if (at < depth) {
            return chosen[at++];
        }
        long[] state = point.state();
        int entry = seen.find(state[0], state[1]);
        if (entry >= 0) {
            known = entry;
            return CUT;
        }
        grow();
        states[depth] = seen.add(state[0], state[1]);
        chosen[depth] = 0;
        widths[depth] = point.size();
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
