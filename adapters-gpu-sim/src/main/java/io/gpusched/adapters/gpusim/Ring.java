package io.gpusched.adapters.gpusim;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.Job;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Jobs on the hardware, first in first out, one at a time. A job takes its time from when it reaches the head. */
final class Ring {
    private final ArrayDeque<Run> runs = new ArrayDeque<>();
    private final Timer headDone;
    private final Predicate<Job> hangs;

    Ring(Timers timers, Predicate<Job> hangs) {
        this.headDone = timers.timer(this::completeHead);
        this.hangs = hangs;
    }

    void add(Job job, Completion completion) {
        runs.add(new Run(job, completion));
        if (runs.size() == 1) {
            startHead();
        }
    }

    /** Takes a job off the ring; returns how to say so, or null if it was not there. */
    @Nullable
    Completion remove(Job job) {
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

    /** Forgets everything, as a reset does. */
    void clear() {
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
        GpuWork work = SimulatedGpu.work(done.job);
        @Nullable Errno error = work.hardwareError();
        if (error == null) {
            done.completion.complete();
        } else {
            done.completion.fail(error);
        }
    }

    private record Run(Job job, Completion completion) {}
}
