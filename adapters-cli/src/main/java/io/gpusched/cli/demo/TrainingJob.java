package io.gpusched.cli.demo;

import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.domain.order.Priority;
import java.util.ArrayList;
import java.util.List;

/** The training job that joins the desktop: steps of four jobs of 3 ms, 2 ms between steps. */
final class TrainingJob {
    static final String NAME = "training";
    private static final long FIRST_JOB = 1_000;
    private static final int JOBS_PER_STEP = 4;
    private static final long JOB_NANOS = 3_000_000;
    private static final long PAUSE_NANOS = 2_000_000;
    private static final int STEPS = 170;
    private static final long UNTIL_NANOS = 2_500_000_000L;

    private TrainingJob() {}

    /** Returns the workload with the training job in it, from the start. */
    static Workload join(Workload desktop, Priority priority) {
        List<EntityLine> entities = new ArrayList<>(desktop.entities());
        entities.add(new EntityLine(NAME, priority, List.of(0)));
        List<TimedStep> steps = new ArrayList<>();
        steps.add(new TimedStep(
                0,
                new Step.Client(entities.size() - 1, FIRST_JOB, JOBS_PER_STEP, JOB_NANOS, PAUSE_NANOS, true, STEPS)));
        steps.addAll(desktop.steps());
        return new Workload(
                desktop.policy(),
                desktop.schedulers(),
                entities,
                desktop.fences(),
                steps,
                UNTIL_NANOS,
                desktop.latency());
    }
}
