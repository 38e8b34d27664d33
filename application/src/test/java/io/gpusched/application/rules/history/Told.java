package io.gpusched.application.rules.history;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the events of a made-up history. Each job takes one credit unless it says otherwise; the counts are right unless a test makes them wrong. */
final class Told {
    private final List<Event> events = new ArrayList<>();
    private final Map<Long, Event.JobQueued> queued = new TreeMap<>();
    private final Map<Integer, Integer> inFlight = new TreeMap<>();
    private long nanos;

    /** What follows happens at this time. */
    Told at(long time) {
        nanos = time;
        return this;
    }

    Told queue(long job, int entity) {
        return queue(job, entity, 0, 1);
    }

    Told queue(long job, int entity, int scheduler, int credits) {
        Event.JobQueued event = new Event.JobQueued(nanos, job, entity, scheduler, 0, 0, credits);
        queued.put(job, event);
        return add(event);
    }

    Told dependsOn(long job, FenceName fence) {
        return add(new Event.DependencyAdded(nanos, job, fence));
    }

    /** Runs a job: it is selected, goes to the hardware, and its scheduled fence signals. */
    Told run(long job) {
        return runWithoutHardware(job)
                .add(new Event.JobSubmitted(nanos, job, queued.get(job).scheduler(), Launch.Accepted.RUNNING));
    }

    Told runWithoutHardware(long job) {
        Event.JobQueued it = queued.get(job);
        int credits = inFlight.merge(it.scheduler(), it.jobCredits(), Integer::sum);
        add(new Event.JobRun(nanos, job, it.entity(), it.scheduler(), 0, credits, it.jobCredits(), null));
        return add(new Event.FenceSignaled(nanos, new FenceName.Scheduled(job), null));
    }

    /** Ends a job: the hardware is done with it, and its finished fence signals. */
    Told done(long job) {
        Event.JobQueued it = queued.get(job);
        inFlight.merge(it.scheduler(), -it.jobCredits(), Integer::sum);
        add(new Event.JobDone(nanos, job));
        return finish(job);
    }

    Told finish(long job) {
        return signal(new FenceName.Finished(job));
    }

    Told signal(FenceName fence) {
        return add(new Event.FenceSignaled(nanos, fence, null));
    }

    Told free(long job) {
        return add(new Event.JobFreed(nanos, job));
    }

    Told timeout(long job, Verdict verdict) {
        return add(new Event.TimedOut(nanos, job, queued.get(job).scheduler(), verdict));
    }

    Told pause(int scheduler) {
        return add(new Event.SubmissionPaused(nanos, scheduler));
    }

    Told resume(int scheduler) {
        return add(new Event.SubmissionResumed(nanos, scheduler));
    }

    Told add(Event event) {
        events.add(event);
        return this;
    }

    List<Event> events() {
        return List.copyOf(events);
    }
}
