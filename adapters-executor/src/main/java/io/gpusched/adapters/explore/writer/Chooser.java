package io.gpusched.adapters.explore.writer;

import io.gpusched.adapters.explore.order.ChoicePoint;
import io.gpusched.adapters.explore.order.Interleaving;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the alternatives of each moment, lets the interleaving choose, records the choice, and knows how the schedule ended. The
 * alternatives lie in one array that is used again and again.
 */
final class Chooser implements ChoicePoint {
    private final Interleaving interleaving;
    private final boolean asksAlways;
    private final int maxSteps;
    private final WorkLine line;
    private final TimerLine timers;
    private final List<Activity> suspended;
    private final Choices choices = new Choices();
    private Supplier<long[]> state = () -> {
        throw new IllegalStateException("nothing sums up the state of this schedule");
    };
    private Activity[] alternatives = new Activity[8];
    private int size;
    private @Nullable ScheduleEnd end;

    Chooser(Interleaving interleaving, int maxSteps, WorkLine line, TimerLine timers, List<Activity> suspended) {
        this.interleaving = interleaving;
        this.asksAlways = interleaving.wantsEveryStep();
        this.maxSteps = maxSteps;
        this.line = line;
        this.timers = timers;
        this.suspended = suspended;
    }

    /** Takes the fingerprint of the state from somebody. */
    void stateFrom(Supplier<long[]> fingerprint) {
        state = fingerprint;
    }

    /**
     * Chooses what happens next.
     *
     * @param running the item that is at a port call and may go on, or null between two steps
     * @param steps how many steps were begun
     * @return null if the schedule has ended
     */
    @Nullable
    Activity choose(@Nullable Activity running, int steps) {
        if (end != null) {
            return null;
        }
        gather(running);
        if (size == 0) {
            end = timers.isEmpty() ? ScheduleEnd.QUIET : ScheduleEnd.CUT_OFF;
            return null;
        }
        if (steps >= maxSteps && running == null) {
            end = ScheduleEnd.TOO_LONG;
            return null;
        }
        int chosen = size > 1 || asksAlways ? interleaving.choose(this) : 0;
        if (chosen == Interleaving.CUT) {
            end = ScheduleEnd.KNOWN;
            return null;
        }
        if (size > 1) {
            choices.add(chosen, size);
        }
        return alternatives[chosen];
    }

    /** In the order of {@link ChoicePoint}: what runs, what was suspended last, the oldest work, the first timer. */
    private void gather(@Nullable Activity running) {
        size = 0;
        if (running != null) {
            add(running);
        }
        for (int i = suspended.size() - 1; i >= 0; i--) {
            add(suspended.get(i));
        }
        line.gather(this);
        timers.gather(this);
    }

    void add(Activity alternative) {
        if (size == alternatives.length) {
            alternatives = Arrays.copyOf(alternatives, size * 2);
        }
        alternatives[size++] = alternative;
    }

    /** Returns how the schedule ended; null while it goes on. */
    @Nullable
    ScheduleEnd end() {
        return end;
    }

    /** Ends the schedule because a step failed. */
    void fail() {
        end = ScheduleEnd.FAILED;
    }

    /** Lets the schedule go on after an end. */
    void reopen() {
        end = null;
    }

    /** Tells whether the step that was chosen last was already run, and checked, in an earlier schedule. */
    boolean isRepeating() {
        return interleaving.isRepeating();
    }

    Choices choices() {
        return choices;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Activity get(int index) {
        return alternatives[index];
    }

    @Override
    public long history() {
        return choices.history();
    }

    @Override
    public long[] state() {
        return state.get();
    }
}
