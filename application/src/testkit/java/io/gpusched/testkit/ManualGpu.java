package io.gpusched.testkit;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.sched.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Hardware that does nothing until a test says so, and writes down what it was asked. A job that nobody completes hangs. A job whose
 * finished fence already bears an error is not run, as with real drivers.
 *
 * <pre>
 * gpu.advance(2);             // the two oldest jobs are done
 * gpu.fail(job, Errno.EIO);   // this one failed
 * assertThat(gpu.calls()).containsExactly("run 0", "run 1", "free 0");
 * </pre>
 */
public final class ManualGpu implements Hardware {
    private final List<Run> runs = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<Long, Launch> answers = new TreeMap<>();
    private final Map<Long, Fence> preparations = new TreeMap<>();
    private TimeoutHandler handler = ManualGpu::giveUp;

    /** What the hardware does when a job times out. */
    @FunctionalInterface
    public interface TimeoutHandler {
        /** Handles the timeout of a job. */
        Verdict handle(ManualGpu gpu, Job job, Recovery recovery);
    }

    private record Run(Job job, Completion completion) {}

    /** Makes idle hardware that gives up a job that times out. */
    public ManualGpu() {}

    /** Ends the job with {@link Errno#ETIMEDOUT} and takes it over. */
    public static Verdict giveUp(ManualGpu gpu, Job job, Recovery recovery) {
        gpu.endIfRunning(job, Errno.ETIMEDOUT);
        recovery.release();
        return Verdict.RESET;
    }

    /** Does a full reset: everything that was on the hardware is run again. */
    public static Verdict reset(ManualGpu gpu, Job job, Recovery recovery) {
        recovery.stop();
        recovery.increaseKarma();
        gpu.runs.clear();
        recovery.resubmit();
        recovery.start(null);
        return Verdict.RESET;
    }

    /** Says from now on what happens when a job times out. */
    public void onTimeout(TimeoutHandler newHandler) {
        handler = newHandler;
    }

    /** Has the hardware answer to a job in another way than running it. */
    public void answer(long job, Launch launch) {
        answers.put(job, launch);
    }

    /** Gives a job a last dependency of the hardware's own. */
    public void prepare(long job, Fence fence) {
        preparations.put(job, fence);
    }

    /** Returns what the hardware was asked, oldest first: {@code run 3}, {@code timeout 3}, {@code cancel 3}, {@code free 3}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** Returns the jobs on the hardware, oldest first. */
    public List<Job> running() {
        return runs.stream().map(Run::job).toList();
    }

    /** Completes the oldest jobs on the hardware, as many as said. */
    public void advance(int jobs) {
        for (int i = 0; i < jobs; i++) {
            runs.removeFirst().completion.complete();
        }
    }

    /** Completes a job that is on the hardware. */
    public void complete(Job job) {
        take(job).complete();
    }

    /** Completes a job that is on the hardware with an error. */
    public void fail(Job job, Errno error) {
        take(job).fail(error);
    }

    /**
     * Takes a job off the hardware without a word.
     *
     * @return the completion of that run: to call it late, twice, or never
     */
    public Completion take(Job job) {
        Run found = find(job);
        if (found == null) {
            throw new IllegalStateException(job + " is not on the hardware");
        }
        runs.remove(found);
        return found.completion;
    }

    @Override
    public Launch run(HardwareJob job, Completion completion) {
        calls.add("run " + job.id());
        Launch answer = answers.get(job.id());
        if (answer != null) {
            return answer;
        }
        if (job.error() != null) {
            return Launch.Accepted.NOTHING;
        }
        runs.add(new Run(Job.of(job), completion));
        return Launch.Accepted.RUNNING;
    }

    @Override
    public Verdict timedOut(HardwareJob job, Recovery recovery) {
        calls.add("timeout " + job.id());
        return handler.handle(this, Job.of(job), recovery);
    }

    @Override
    public void free(HardwareJob job) {
        calls.add("free " + job.id());
    }

    @Override
    public void cancel(HardwareJob job) {
        calls.add("cancel " + job.id());
        endIfRunning(Job.of(job), Errno.ECANCELED);
    }

    @Override
    public @Nullable Fence prepare(HardwareJob job) {
        Fence fence = preparations.get(job.id());
        return fence == null || fence.isSignaled() ? null : fence;
    }

    private void endIfRunning(Job job, Errno error) {
        if (find(job) != null) {
            fail(job, error);
        }
    }

    private @Nullable Run find(Job job) {
        for (Run each : runs) {
            if (each.job == job) {
                return each;
            }
        }
        return null;
    }
}
