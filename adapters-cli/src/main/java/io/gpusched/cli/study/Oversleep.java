package io.gpusched.cli.study;

import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.Workload.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Clients whose pauses last longer than they asked for, by chance, as on every real machine. Without it, clients whose periods fit fall into
 * step with each other after their first collision, and never meet again.
 *
 * @kernel usleep_range()
 */
final class Oversleep {
    private final SplittableRandom random;
    private final int percent;

    private Oversleep(int percent, long seed) {
        this.percent = percent;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Returns a workload of closed loops with longer pauses, in whole microseconds.
     *
     * @param percent by how much at most, of the pause; all lengths are equally likely
     * @param seed chooses them; the same for the same seed, whatever policy and credits are
     */
    static Workload of(Workload workload, int percent, long seed) {
        if (percent == 0) {
            return workload;
        }
        Oversleep sleep = new Oversleep(percent, seed);
        List<TimedStep> steps = new ArrayList<>();
        for (TimedStep timed : workload.steps()) {
            Step step = timed.step() instanceof Step.Client client ? sleep.script(client) : timed.step();
            steps.add(new TimedStep(timed.atNanos(), step));
        }
        return new Workload(
                workload.policy(),
                workload.schedulers(),
                workload.entities(),
                workload.fences(),
                steps,
                workload.untilNanos(),
                workload.latency());
    }

    private Step.Script script(Step.Client client) {
        List<Turn> turns = new ArrayList<>();
        for (int cycle = 0; cycle < client.cycles(); cycle++) {
            for (int i = 0; i < client.jobs(); i++) {
                long id = client.firstJob() + (long) cycle * client.jobs() + i;
                Step.Push push = new Step.Push(id, client.entity(), 1, GpuWork.of(client.jobNanos()), List.of());
                boolean paused = i == 0 && cycle > 0;
                turns.add(new Turn(push, paused ? pauseNanos(client.waitNanos()) : 0, paused && client.sync()));
            }
        }
        return new Step.Script(turns);
    }

    private long pauseNanos(long askedNanos) {
        long mostMicros = askedNanos * percent / 100 / 1_000;
        return askedNanos + random.nextLong(mostMicros + 1) * 1_000;
    }
}
