package io.gpusched.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.ForwardingHardware;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Hardware with a witness between it and the scheduler. */
final class WatchedHardware implements ForwardingHardware {
    private final Hardware watched;
    private final List<Run> runs = new ArrayList<>();
    private final List<Long> freed = new ArrayList<>();
    private final CompletableFuture<Boolean> allFreed = new CompletableFuture<>();
    private int toFree;

    WatchedHardware(Hardware watched) {
        this.watched = watched;
    }

    @Override
    public Hardware hardware() {
        return watched;
    }

    @Override
    public Hardware forDevice() {
        return this;
    }

    /** Returns what is done when that many jobs have been freed. */
    Future<?> freed(int jobs) {
        toFree = jobs;
        completeWhenAllAreFreed();
        return allFreed;
    }

    private void completeWhenAllAreFreed() {
        if (toFree > 0 && freed.size() >= toFree) {
            allFreed.complete(true);
        }
    }

    List<Long> freedJobs() {
        return List.copyOf(freed);
    }

    /** Checks what holds for all hardware at any time. */
    void assertNoRunCompletedTwice() {
        assertThat(runs)
                .allSatisfy(run -> assertThat(run.completions)
                        .as("completions of a run of job %d", run.job)
                        .hasValueLessThan(2));
        assertThat(runs)
                .filteredOn(run -> run.launch != Launch.Accepted.RUNNING)
                .allSatisfy(run -> assertThat(run.completions)
                        .as("completions of job %d, which was not taken", run.job)
                        .hasValue(0));
    }

    void assertEveryRunCompletedOnce() {
        assertThat(runs)
                .isNotEmpty()
                .allSatisfy(run -> assertThat(run.completions)
                        .as("completions of a run of job %d", run.job)
                        .hasValue(1));
    }

    int completions(long job) {
        return runs.stream()
                .filter(run -> run.job == job)
                .mapToInt(run -> run.completions.get())
                .sum();
    }

    @Override
    public Launch run(HardwareJob job, Completion completion) {
        Run run = new Run(job.id(), completion);
        runs.add(run);
        Launch launch = watched.run(job, run);
        run.launch = launch;
        return launch;
    }

    @Override
    public void free(HardwareJob job) {
        freed.add(job.id());
        watched.free(job);
        completeWhenAllAreFreed();
    }

    private static final class Run implements Completion {
        private final long job;
        private final Completion completion;
        private final AtomicInteger completions = new AtomicInteger();
        private @Nullable Launch launch;

        Run(long job, Completion completion) {
            this.job = job;
            this.completion = completion;
        }

        @Override
        public void complete() {
            completions.incrementAndGet();
            completion.complete();
        }

        @Override
        public void fail(Errno error) {
            completions.incrementAndGet();
            completion.fail(error);
        }
    }
}
