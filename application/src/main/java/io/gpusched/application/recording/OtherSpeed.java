package io.gpusched.application.recording;

import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.Workload.Turn;
import java.util.List;

/** The same jobs on faster or slower hardware: each takes another time there, and whatever clients do in between stays as it is. */
final class OtherSpeed {
    /** The speed, in percent, of hardware as it is. */
    static final int AS_IT_IS = 100;

    private OtherSpeed() {}

    /**
     * Returns the workload on other hardware.
     *
     * @param percent how fast that is; 200 halves each duration
     */
    static Workload of(Workload workload, int percent) {
        if (percent == AS_IT_IS) {
            return workload;
        }
        List<TimedStep> steps = workload.steps().stream()
                .map(each -> new TimedStep(each.atNanos(), changed(each.step(), percent)))
                .toList();
        return new Workload(
                workload.policy(),
                workload.schedulers(),
                workload.entities(),
                workload.fences(),
                steps,
                workload.untilNanos(),
                workload.latency());
    }

    private static Step changed(Step step, int percent) {
        return switch (step) {
            case Step.Push push -> changed(push, percent);
            case Step.Script script ->
                new Step.Script(script.turns().stream()
                        .map(each -> new Turn(changed(each.push(), percent), each.delayNanos(), each.awaited()))
                        .toList());
            case Step.Client client ->
                new Step.Client(
                        client.entity(),
                        client.firstJob(),
                        client.jobs(),
                        changed(client.jobNanos(), percent),
                        client.waitNanos(),
                        client.sync(),
                        client.cycles());
            case Step _ -> step;
        };
    }

    private static Step.Push changed(Step.Push push, int percent) {
        GpuWork work = push.work();
        return new Step.Push(
                push.job(),
                push.entity(),
                push.credits(),
                new GpuWork(
                        changed(work.durationNanos(), percent), work.hangs(), work.runError(), work.hardwareError()),
                push.dependencies(),
                push.ring());
    }

    private static long changed(long nanos, int percent) {
        return Math.round(nanos * (double) AS_IT_IS / percent);
    }
}
