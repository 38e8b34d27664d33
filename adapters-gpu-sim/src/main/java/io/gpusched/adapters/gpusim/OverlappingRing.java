package io.gpusched.adapters.gpusim;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.workload.LatencySource;
import io.gpusched.domain.sched.HardwareJob;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Jobs on hardware that works on all of them at once. A job takes its time from when it is put on the ring. */
final class OverlappingRing implements SimulatedRing {
    private final List<Run> runs = new ArrayList<>();
    private final Timers timers;
    private final Predicate<HardwareJob> hangs;
    private final LatencySource latency;

    OverlappingRing(Timers timers, Predicate<HardwareJob> hangs, LatencySource latency) {
        this.timers = timers;
        this.latency = latency;
        this.hangs = hangs;
    }

    @Override
    public void add(HardwareJob job, Completion completion) {
        Run run = new Run(job, completion);
        runs.add(run);
        run.hangs = hangs.test(job);
        if (!run.hangs) {
            run.done.arm(SimulatedGpu.work(job).durationNanos() + latency.completion());
        }
    }

    @Override
    public @Nullable Completion remove(HardwareJob job) {
        for (Iterator<Run> each = runs.iterator(); each.hasNext(); ) {
            Run run = each.next();
            if (run.job == job) {
                each.remove();
                run.done.cancel();
                return run.completion;
            }
        }
        return null;
    }

    @Override
    public void clear() {
        runs.forEach(run -> run.done.cancel());
        runs.clear();
    }

    @Override
    public boolean isProgressing(HardwareJob job) {
        return runs.stream().anyMatch(run -> run.job == job && !run.hangs);
    }

    private final class Run {
        private final HardwareJob job;
        private final Completion completion;
        private final Timer done;
        private boolean hangs;

        Run(HardwareJob job, Completion completion) {
            this.job = job;
            this.completion = completion;
            this.done = timers.timer(this::complete);
        }

        private void complete() {
            runs.remove(this);
            SimulatedGpu.complete(job, completion, latency);
        }
    }
}
