package io.gpusched.adapters.gpusim;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.domain.sched.Job;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Jobs on the hardware, first in first out, one at a time. A job takes its time from when it reaches the head. */
final class SerialRing implements Ring {
    private final ArrayDeque<Run> runs = new ArrayDeque<>();
    private final Timer headDone;
    private final Predicate<Job> hangs;

    SerialRing(Timers timers, Predicate<Job> hangs) {
        this.headDone = timers.timer(this::completeHead);
        this.hangs = hangs;
    }

    @Override
    public void add(Job job, Completion completion) {
        runs.add(new Run(job, completion));
        if (runs.size() == 1) {
            startHead();
        }
    }

    @Override
    public @Nullable Completion remove(Job job) {
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
        return null;
    }

    @Override
    public void clear() {
        runs.clear();
        headDone.cancel();
    }

    private void startHead() {
        Run head = runs.peek();
        if (head != null && !hangs.test(head.job)) {
            headDone.arm(SimulatedGpu.work(head.job).durationNanos());
        }
    }

    private void completeHead() {
        Run done = runs.remove();
        startHead();
        SimulatedGpu.complete(done.job, done.completion);
    }

    private record Run(Job job, Completion completion) {}
}
