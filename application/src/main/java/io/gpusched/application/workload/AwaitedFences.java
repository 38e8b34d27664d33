package io.gpusched.application.workload;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.JobFences;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The fences that the jobs of a workload wait for. Writer only. */
final class AwaitedFences {
    private final Device device;
    private final Timers timers;
    private final List<Fence> fences;
    private final Map<Long, JobFences> fencesAwaited = new TreeMap<>();
    private final Set<Long> jobsAwaited = new TreeSet<>();
    private final Map<Dependency, Fence> promises = new LinkedHashMap<>();

    /**
     * Makes an empty collection.
     *
     * @param fences the external fences, by id
     */
    AwaitedFences(Device device, Timers timers, List<Fence> fences) {
        this.device = device;
        this.timers = timers;
        this.fences = fences;
    }

    /** Takes the fences of a job that others wait for. */
    void submitted(long job, JobFences fencesOfJob) {
        if (jobsAwaited.contains(job)) {
            fencesAwaited.put(job, fencesOfJob);
            keepPromise(new Dependency.Finished(job), fencesOfJob.finished());
            keepPromise(new Dependency.Scheduled(job), fencesOfJob.scheduled());
        }
    }

    /** Returns the fence that a job waits for; a stand-in if the other job is not there yet. */
    Fence fence(Dependency dependency) {
        return switch (dependency) {
            case Dependency.Finished other -> {
                JobFences job = fencesAwaited.get(other.job());
                yield job == null ? promise(dependency) : job.finished();
            }
            case Dependency.Scheduled other -> {
                JobFences job = fencesAwaited.get(other.job());
                yield job == null ? promise(dependency) : job.scheduled();
            }
            case Dependency.External external -> fences.get(external.fence());
        };
    }

    /**
     * Closed loops move jobs against each other, so that a job may come before one that it was recorded to wait for. It then waits for a
     * stand-in.
     */
    private Fence promise(Dependency dependency) {
        return promises.computeIfAbsent(dependency, it -> device.addFence(new ExternalFence("promise of " + it)));
    }

    private void keepPromise(Dependency dependency, Fence real) {
        Fence promise = promises.remove(dependency);
        if (promise != null) {
            // By a timer, since signals do not nest in callbacks.
            Timer soon = timers.timer(new Keeping(promise));
            if (!real.addCallback(fence -> soon.arm(0))) {
                soon.arm(0);
            }
        }
    }

    /** Only the fences of jobs that others wait for are kept, or a long run would keep them all. */
    void note(Step step) {
        if (step instanceof Step.Push push) {
            push.dependencies().forEach(this::note);
        } else if (step instanceof Step.Script script) {
            script.turns().forEach(turn -> turn.push().dependencies().forEach(this::note));
        }
    }

    private void note(Dependency dependency) {
        switch (dependency) {
            case Dependency.Finished other -> jobsAwaited.add(other.job());
            case Dependency.Scheduled other -> jobsAwaited.add(other.job());
            case Dependency.External external -> {
                // Lives as long as the player.
            }
        }
    }

    /** A stand-in signals, since what it stands for has. */
    private final class Keeping implements Runnable {
        private final Fence promise;

        Keeping(Fence promise) {
            this.promise = promise;
        }

        @Override
        public void run() {
            device.signal(promise, null);
        }

        @Override
        public String toString() {
            return promise.source().timelineName();
        }
    }
}
