package io.gpusched.application.shared;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Timer;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.Job;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The jobs of a ring that have ended for their submitters and keep their credits, because the backend has not let go of them. For the scheduler
 * they still run. Each has a timer: when that fires, the run is ended for the scheduler, whatever the backend does. Writer only.
 */
final class HeldJobs {
    private final Hold hold;
    private final DeviceOnWriter onWriter;
    private final Hardware hardware;
    private final Map<Job, HeldJob> jobs = new LinkedHashMap<>();
    private long givenUp;

    private record HeldJob(String entity, long sinceNanos, Timer limit) {}

    HeldJobs(Hold hold, DeviceOnWriter onWriter, Hardware hardware) {
        this.hold = hold;
        this.onWriter = onWriter;
        this.hardware = hardware;
    }

    boolean contains(Job job) {
        return jobs.containsKey(job);
    }

    int size() {
        return jobs.size();
    }

    /** Returns how many were given up at their limit. */
    long givenUp() {
        return givenUp;
    }

    /** Adds a running job that its submitter is about to be told the end of. With an error it would not run again after a reset. */
    void add(SubmittedJob ticket, Job job, Errno error) {
        Timer limit = onWriter.writer().timers().timer(() -> giveUp(job));
        jobs.put(job, new HeldJob(ticket.entity(), ticket.startedNanos(), limit));
        job.fences().finished().setError(error);
        limit.arm(hold.limitNanos());
        hold.ask().accept(job.payload());
    }

    /** The scheduler is done with a job. */
    void remove(Job job) {
        HeldJob over = jobs.remove(job);
        if (over != null) {
            over.limit.cancel();
        }
    }

    private void giveUp(Job job) {
        givenUp++;
        hardware.cancel(job);
        if (!job.isSignaled() && job.hardware() instanceof Completion run) {
            run.fail(Errno.ETIMEDOUT);
        }
    }

    void addTo(List<DeviceSnapshot.CreditHolder> holders) {
        jobs.forEach((job, each) -> holders.add(
                new DeviceSnapshot.CreditHolder(each.entity, job.id(), job.credits(), each.sinceNanos, true)));
    }
}
