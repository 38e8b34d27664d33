package io.gpusched.adapters.explore.liveness;

import io.gpusched.adapters.explore.Observer;
import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.adapters.explore.order.Alternative;
import io.gpusched.adapters.explore.order.ChoicePoint;
import io.gpusched.adapters.explore.state.Fingerprint;
import io.gpusched.adapters.explore.state.StateWatch;
import io.gpusched.adapters.explore.writer.Activity;
import io.gpusched.adapters.explore.writer.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * Follows a list of steps from the beginning of a schedule, and then looks at the state that it has reached and at what may come next.
 *
 * <p>A step is named by who acts, and not by its place among the alternatives: two states are equal whatever the order of their alternatives.
 */
final class Walk implements Observer {
    private final long[] steps;
    private final int count;
    private int at;
    private @Nullable StateWatch watch;
    private @Nullable Fingerprint fingerprint;
    private @Nullable StepEffect effect;
    private long startsBefore;
    private long progressBefore;
    private long unendedBefore;

    private Actor[] actors = {};
    private boolean strayed;

    /**
     * Somebody who may act.
     *
     * @param id the same for the same one in every schedule
     * @param kind what sort of thing it does
     */
    record Actor(long id, Alternative.Kind kind) {}

    /**
     * What the last step did.
     *
     * @param starts how many jobs it started
     * @param quiet whether no job started, ended or was freed
     */
    record StepEffect(long starts, boolean quiet) {}

    /**
     * Begins a walk.
     *
     * @param steps who acts, one for each step
     * @param count how many of them to follow
     */
    Walk(long[] steps, int count) {
        this.steps = steps;
        this.count = count;
    }

    @Override
    public void begins(StateWatch seen, Fingerprint sum) {
        watch = seen;
        fingerprint = sum;
    }

    @Override
    public boolean wantsEveryStep() {
        return true;
    }

    @Override
    public int choose(ChoicePoint point) {
        if (at == count) {
            actors = actors(point);
            return CUT;
        }
        int chosen = find(point, steps[at++]);
        if (chosen < 0) {
            strayed = true;
            return CUT;
        }
        startsBefore = watch().starts();
        progressBefore = watch().progress();
        unendedBefore = watch().unended();
        return chosen;
    }

    private static int find(ChoicePoint point, long actor) {
        Actor[] all = actors(point);
        for (int i = 0; i < all.length; i++) {
            if (all[i].id == actor) {
                return i;
            }
        }
        return -1;
    }

    /** Returns who may act, in the order of the alternatives. Those with the same name are numbered. */
    static Actor[] actors(ChoicePoint point) {
        Actor[] all = new Actor[point.size()];
        for (int i = 0; i < all.length; i++) {
            long name = name(point.get(i));
            int same = 0;
            for (int before = 0; before < i; before++) {
                same += name(point.get(before)) == name ? 1 : 0;
            }
            all[i] = new Actor(
                    same == 0 ? name : Mix.step(name, same), point.get(i).kind());
        }
        return all;
    }

    private static long name(Alternative alternative) {
        return switch ((Activity) alternative) {
            case WorkItem item -> Mix.step(item.name(), item.queue().number());
            case Activity timer -> timer.name();
        };
    }

    StateWatch watch() {
        if (watch == null) {
            throw new IllegalStateException("the walk has not begun");
        }
        return watch;
    }

    /** Returns the fingerprint of the state that was reached; {@link #ageless} belongs to it. */
    long[] state() {
        if (fingerprint == null) {
            throw new IllegalStateException("the walk has not begun");
        }
        return fingerprint.now();
    }

    /** Returns the fingerprint without the ages of jobs. */
    long[] ageless() {
        if (fingerprint == null) {
            throw new IllegalStateException("the walk has not begun");
        }
        return fingerprint.ageless();
    }

    /** Tells whether a step could not be followed, since nobody of that name may act. */
    boolean hasStrayed() {
        return strayed || at < count;
    }

    /** Returns who may act in the state that was reached; nobody if it is an end. */
    Actor[] next() {
        return actors;
    }

    /** Returns what the last step did. */
    StepEffect effect() {
        StepEffect known = effect;
        if (known == null) {
            StateWatch seen = watch();
            boolean quiet = seen.progress() == progressBefore && seen.unended() == unendedBefore;
            known = new StepEffect(seen.starts() - startsBefore, quiet);
            effect = known;
        }
        return known;
    }
}
