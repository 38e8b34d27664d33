package io.gpusched.adapters.explore.liveness;

import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.Observer;
import io.gpusched.adapters.explore.Runs;
import io.gpusched.adapters.explore.ScheduleOutcome;
import io.gpusched.adapters.explore.history.ScheduleHistory;
import io.gpusched.adapters.explore.order.Alternative;
import io.gpusched.adapters.explore.order.ChoicePoint;
import io.gpusched.adapters.explore.order.Interleaving;
import io.gpusched.adapters.explore.state.Fingerprint;
import io.gpusched.adapters.explore.state.StateWatch;
import io.gpusched.adapters.explore.writer.Choices;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.domain.sched.Job;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a lasso: the way in and one round. Checks on the spot everything that the lasso claims, so that neither a search nor a token needs to be
 * believed: that the round ends in the state in which it began, that nobody is passed over who could act all the time, and that what was promised does
 * not happen.
 */
public final class Round implements Observer {
    private final Promise promise;
    private final Lasso.Loop loop;
    private final Interleaving chooser;
    private final Set<Long> passedOver = new LinkedHashSet<>();
    private final Set<Long> acted = new LinkedHashSet<>();
    private boolean served;
    private long lastStarts;
    private int at;
    private @Nullable StateWatch watch;
    private @Nullable Fingerprint fingerprint;
    private long[] first = {};
    private long[] firstAgeless = {};
    private long firstProgress;
    private long firstStarts;
    private boolean waited = true;
    private boolean repeats;
    private boolean goesOn;

    private Round(Promise promise, Lasso.Loop loop, Interleaving chooser) {
        this.promise = promise;
        this.loop = loop;
        this.chooser = chooser;
    }

    /**
     * Runs a lasso and records what happens.
     *
     * @param runs unchecked runs of the scenario
     * @param chooser makes the choices wherever there are at least two alternatives
     * @return the lasso, or null if it is none
     */
    public static @Nullable Lasso of(
            Runs runs, Promise promise, Lasso.Loop loop, Interleaving chooser, ScheduleHistory history) {
        Round round = new Round(promise, loop, chooser);
        ScheduleOutcome outcome = runs.observe(round, history);
        String seen = outcome.violation() == null ? round.broken() : null;
        return seen == null
                ? null
                : new Lasso(
                        new Finding(
                                new Violation(promise.rule(), seen, 0),
                                null,
                                Arrays.stream(Choices.withoutLastZeros(outcome.choices()))
                                        .boxed()
                                        .toList(),
                                history.steps()),
                        loop);
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
        if (loop.length() > 0) {
            if (at == loop.from()) {
                begin();
            }
            if (at >= loop.from() + loop.length()) {
                end();
                return CUT;
            }
        } else if (at >= loop.from()) {
            goesOn = true;
            return CUT;
        }
        int chosen = point.size() > 1 || chooser.wantsEveryStep() ? chooser.choose(point) : 0;
        if (at >= loop.from()) {
            note(point, chosen);
        }
        at++;
        return chosen;
    }

    private void begin() {
        first = sum().now().clone();
        firstAgeless = sum().ageless().clone();
        firstProgress = seen().progress();
        firstStarts = seen().starts();
    }

    private void note(ChoicePoint point, int chosen) {
        Walk.Actor[] actors = Walk.actors(point);
        Set<Long> able = Arrays.stream(actors)
                .filter(actor -> promise.clientsAreFair() || actor.kind() != Alternative.Kind.CLIENT)
                .map(Walk.Actor::id)
                .collect(Collectors.toCollection(TreeSet::new));
        if (at == loop.from()) {
            passedOver.addAll(able);
        } else {
            passedOver.retainAll(able);
        }
        acted.add(actors[chosen].id());
        waited &= promise != Promise.FIRST_IS_SERVED
                || seen().entities().getFirst().isReady();
        served |= promise == Promise.FIRST_IS_SERVED
                && at > loop.from()
                && lastStarts != seen().starts()
                && seen().served() == seen().entities().getFirst();
        lastStarts = seen().starts();
    }

    private void end() {
        boolean quiet = seen().progress() == firstProgress;
        boolean same = Arrays.equals(first, sum().now());
        repeats = same || (quiet && Arrays.equals(firstAgeless, sum().ageless()));
        served |= promise == Promise.FIRST_IS_SERVED
                && lastStarts != seen().starts()
                && seen().served() == seen().entities().getFirst();
    }

    /** Returns what is seen instead of what was promised; null if nothing is. */
    private @Nullable String broken() {
        passedOver.removeAll(acted);
        boolean fair = passedOver.isEmpty();
        boolean ever = loop.length() == 0 ? at == loop.from() && !goesOn : repeats && fair;
        return !ever
                ? null
                : switch (promise) {
                    case EVERY_JOB_ENDS -> unended();
                    case FIRST_IS_SERVED -> unserved();
                };
    }

    private @Nullable String unended() {
        List<Job> jobs = seen().unendedJobs();
        if (jobs.isEmpty()) {
            return null;
        }
        String names = jobs.stream().map(job -> "job " + job.id()).collect(Collectors.joining(", "));
        return names + (jobs.size() == 1 ? " has" : " have") + " not ended, and " + forEver();
    }

    private @Nullable String unserved() {
        long starts = seen().starts() - firstStarts;
        return loop.length() == 0 || !waited || served || starts == 0
                ? null
                : "its first job waits while " + starts
                        + (starts == 1 ? " job of another starts, and " : " jobs of others start, and ") + forEver();
    }

    private String forEver() {
        if (loop.length() == 0) {
            return "nothing can happen any more";
        }
        int begin = loop.from() + 1;
        int end = loop.from() + loop.length();
        return begin == end
                ? "step " + begin + " repeats for ever"
                : "steps " + begin + " to " + end + " repeat for ever";
    }

    private StateWatch seen() {
        if (watch == null) {
            throw new IllegalStateException("the round has not begun");
        }
        return watch;
    }

    private Fingerprint sum() {
        if (fingerprint == null) {
            throw new IllegalStateException("the round has not begun");
        }
        return fingerprint;
    }
}
