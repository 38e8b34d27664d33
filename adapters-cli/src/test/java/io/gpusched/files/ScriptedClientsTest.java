package io.gpusched.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.Workload.Turn;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recorded clients that wait for their own jobs, as the player plays them. */
class ScriptedClientsTest {
    private static Step.Push push(long job, int entity, long nanos, Dependency... dependencies) {
        return new Step.Push(job, entity, 1, GpuWork.of(nanos), List.of(dependencies));
    }

    private static Workload workload(TimedStep... steps) {
        SchedulerLine ring = new SchedulerLine("gfx", 1, Nanos.NO_LIMIT, 0, OnTimeout.SIGNAL, SchedulerLine.OWN_SCORE);
        EntityLine entity = new EntityLine("client", Priority.NORMAL, List.of(0));
        return new Workload(new Fifo(), List.of(ring), List.of(entity, entity), List.of(), List.of(steps), Nanos.NEVER);
    }

    private static List<String> times(Workload workload) {
        List<String> told = new ArrayList<>();
        Simulation.play(workload, LinuxBugs.MENDED, event -> {
            if (event instanceof Event.JobQueued queued) {
                told.add(queued.nanos() + " queue " + queued.job());
            } else if (event instanceof Event.JobRun run) {
                told.add(run.nanos() + " run " + run.job());
            } else if (event instanceof Event.JobDone done) {
                told.add(done.nanos() + " done " + done.job());
            }
        });
        return told;
    }

    @Test
    void pause_after_the_end_of_a_job_or_after_its_submission() {
        Step.Script script = new Step.Script(List.of(
                new Turn(push(0, 0, 100), 0, false),
                new Turn(push(1, 0, 100), 30, false),
                new Turn(push(2, 0, 100), 50, true)));

        List<String> times = times(workload(new TimedStep(1_000, script)));

        assertThat(times)
                .containsExactly(
                        "1000 queue 0",
                        "1000 run 0",
                        "1030 queue 1",
                        "1100 done 0",
                        "1100 run 1",
                        "1200 done 1",
                        "1250 queue 2",
                        "1250 run 2",
                        "1350 done 2");
    }

    @Test
    void do_not_wait_for_a_job_that_is_done_already() {
        Step.Script script =
                new Step.Script(List.of(new Turn(push(0, 0, 0), 0, false), new Turn(push(1, 0, 10), 5, true)));

        assertThat(times(workload(new TimedStep(0, script)))).contains("5 queue 1", "15 done 1");
    }

    @Test
    void may_be_waited_for_before_they_submit() {
        Step.Script script =
                new Step.Script(List.of(new Turn(push(0, 0, 100), 0, false), new Turn(push(1, 0, 100), 50, true)));

        List<String> times = times(workload(
                new TimedStep(0, script),
                new TimedStep(120, push(2, 1, 10, new Dependency.Finished(1))),
                new TimedStep(130, push(3, 1, 10, new Dependency.Scheduled(1)))));

        assertThat(times).contains("120 queue 2", "150 run 1", "250 done 1", "250 run 2", "260 done 2", "270 done 3");
    }
}
