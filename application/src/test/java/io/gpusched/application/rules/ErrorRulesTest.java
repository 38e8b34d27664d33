package io.gpusched.application.rules;

import io.gpusched.application.port.Launch;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import org.junit.jupiter.api.Test;

/** Jobs that end with another error than they should. */
final class ErrorRulesTest extends JudgedDevice {
    private final Scheduler ring = ring();
    private final Entity client = entity(ring);

    @Test
    void a_success_that_the_hardware_did_not_have() {
        told.finished(start(client).fences());

        breaks(ErrorRules.HONEST);
    }

    @Test
    void an_error_of_the_hardware_that_is_lost() {
        Job job = start(client);
        job.setHardware(new Ended(Errno.EIO));

        told.finished(job.fences());

        breaks(ErrorRules.KEPT);
    }

    @Test
    void the_reason_of_a_refusal_that_is_lost() {
        Job job = start(client);
        told.jobSubmitted(job, new Launch.Refused(Errno.EINVAL));

        told.finished(job.fences());

        breaks(ErrorRules.KEPT);
    }

    @Test
    void an_error_without_a_cause() {
        Job job = start(client);
        job.fences().finished().setError(Errno.EIO);

        gpu.complete(job);

        breaks(ErrorRules.CAUSE);
    }

    @Test
    void a_cancelled_job_that_goes_to_the_hardware_as_if_it_were_not() {
        told.cancelledInQueue(push(client));

        work.runAll();

        breaks(ErrorRules.BEARS);
    }
}
