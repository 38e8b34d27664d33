package io.gpusched.adapters.gpusim;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.workload.LatencySource;
import io.gpusched.domain.sched.HardwareJob;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Jobs on the hardware, first in first out, one at a time. A job takes its time from when it reaches the head. Its end may be reported later;
 * the next job does not wait for that. Ends are reported in order.
 */
final class SerialRing implements SimulatedRing {
    private final ArrayDeque<Run> runs = new ArrayDeque<>();
    private final ArrayDeque<Ended> unreported = new ArrayDeque<>();
    private final Timers timers;
    private final Timer headDone;
    private final Predicate<HardwareJob> hangs;
    private final LatencySource latency;
    private boolean headHangs;

    SerialRing(Timers timers, Predicate<HardwareJob> hangs, LatencySource latency) {
        this.timers = timers;
        this.latency = latency;
        this.headDone = timers.timer(this::completeHead);
        this.hangs = hangs;
    }

    @Override
    public void add(HardwareJob job, Completion completion) {
        runs.add(new Run(job, completion));
        if (runs.size() == 1) {
            startHead();
        }
    }

    @Override
    public @Nullable Completion remove(HardwareJob job) {
        boolean head = true;
        for (Iterator<Run> each = runs.iterator(); each.hasNext(); head = false) {
            Run run = each.next();
            if (run.job == job) {
                each.remove();
                if (head) {
                    headDone.cancel();
                    startHead();
                }
                return run.completion;
            }
        }
        return removeUnreported(job);
    }

    private @Nullable Completion removeUnreported(HardwareJob job) {
        for (Iterator<Ended> each = unreported.iterator(); each.hasNext(); ) {
            Ended ended = each.next();
            if (ended.run.job == job) {
                each.remove();
                ended.report.cancel();
                return ended.run.completion;
            }
        }
        return null;
    }

    @Override
    public void clear() {
        runs.clear();
        headHangs = false;
        headDone.cancel();
        unreported.forEach(ended -> ended.report.cancel());
        unreported.clear();
    }

    @Override
    public boolean isProgressing(HardwareJob job) {
        boolean isUnreported = unreported.stream().anyMatch(ended -> ended.run.job == job);
        return isUnreported || (!headHangs && runs.stream().anyMatch(run -> run.job == job));
    }

    private void startHead() {
        Run head = runs.peek();
        headHangs = head != null && hangs.test(head.job);
        if (head != null && !headHangs) {
            headDone.arm(SimulatedGpu.work(head.job).durationNanos());
        }
    }

    private void completeHead() {
        Run done = runs.remove();
        startHead();
        if (latency.completionIsNone()) {
            report(done);
        } else {
            Ended ended = new Ended(done);
            unreported.add(ended);
            ended.report.arm(latency.completion());
        }
    }

    private void report(Run done) {
        SimulatedGpu.complete(done.job, done.completion, latency);
    }

    private record Run(HardwareJob job, Completion completion) {}

    /** A run that is over and was not reported to the scheduler yet. */
    private final class Ended {
        private final Run run;
        private final Timer report;

        Ended(Run run) {
            this.run = run;
            this.report = timers.timer(this::reportAll);
        }

        private void reportAll() {
            boolean last = false;
            while (!last) {
                Ended first = unreported.remove();
                last = first == this;
                first.report.cancel();
                report(first.run);
            }
        }
    }
}
