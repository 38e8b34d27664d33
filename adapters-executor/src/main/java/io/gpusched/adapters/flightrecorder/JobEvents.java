package io.gpusched.adapters.flightrecorder;

import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Job;
import jdk.jfr.EventType;

/**
 * Writes each job that is over ({@code io.gpusched.Job}) and each timeout ({@code io.gpusched.Timeout}) to the flight recordings that ask
 * for them. While none does, an event costs the look at a flag, and no memory.
 *
 * <p>Called on the writer of one device.
 */
public final class JobEvents implements Tracepoints {
    private final String device;
    private final EventType jobs = EventType.getEventType(JobEvent.class);
    private final EventType timeouts = EventType.getEventType(TimeoutEvent.class);

    /**
     * Makes a listener.
     *
     * @param device what the device is called in the events
     */
    public JobEvents(String device) {
        this.device = device;
    }

    @Override
    public void freed(Job job) {
        if (jobs.isEnabled()) {
            record(job);
        }
    }

    private void record(Job job) {
        Fence finished = job.fences().finished();
        boolean hasRun = job.hardware() != null;
        long endNanos = finished.isSignaled() ? finished.timestampNanos() : job.submitNanos();
        long startNanos = hasRun && job.fences().isScheduled() ? job.fences().scheduledNanos() : endNanos;
        Errno error = finished.error();
        JobEvent event = new JobEvent();
        event.device = device;
        event.ring = job.scheduler().name();
        event.job = job.id();
        event.entity = job.entity().id();
        event.credits = job.credits();
        event.waited = startNanos - job.submitNanos();
        event.ran = endNanos - startNanos;
        event.hangs = job.karma();
        event.errno = error == null ? 0 : error.number();
        event.commit();
    }

    @Override
    public void judged(Job job, Verdict verdict) {
        if (timeouts.isEnabled()) {
            TimeoutEvent event = new TimeoutEvent();
            event.device = device;
            event.ring = job.scheduler().name();
            event.job = job.id();
            event.entity = job.entity().id();
            event.verdict = verdict.name();
            event.commit();
        }
    }
}
