package io.gpusched.application.rules.history;

import io.gpusched.application.event.Event;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The credits that the jobs of a history have in flight, by scheduler. */
final class CreditsInFlight {
    private final List<Integer> limits;
    private final Map<Integer, Long> sums = new TreeMap<>();
    private final Map<Long, Event.JobRun> jobs = new TreeMap<>();

    /**
     * Begins with nothing in flight.
     *
     * @param limits how many credits each scheduler may have in flight, by id; those that are not listed have no limit
     */
    CreditsInFlight(List<Integer> limits) {
        this.limits = limits;
    }

    /** Counts a job that goes to the hardware. */
    void run(Event.JobRun event) {
        sums.merge(event.scheduler(), (long) event.jobCredits(), Long::sum);
        jobs.put(event.job(), event);
    }

    /** Counts a job that is done; returns how it started, or null if the history does not say. */
    Event.@Nullable JobRun done(Event.JobDone event) {
        Event.JobRun run = jobs.remove(event.job());
        if (run != null) {
            sums.merge(run.scheduler(), (long) -run.jobCredits(), Long::sum);
        }
        return run;
    }

    long of(int scheduler) {
        return sums.getOrDefault(scheduler, 0L);
    }

    long limit(int scheduler) {
        return scheduler < limits.size() ? limits.get(scheduler) : Long.MAX_VALUE;
    }

    /** Returns how many more credits may go to the hardware. */
    long free(int scheduler) {
        return limit(scheduler) - of(scheduler);
    }
}
