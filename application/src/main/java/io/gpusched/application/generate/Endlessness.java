package io.gpusched.application.generate;

import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds workloads in which a job may time out again and again: where a timeout can be no hang, and where a reset runs a job again that takes
 * longer than the timeout and is never blamed, since its priority is that of the kernel.
 */
final class Endlessness {
    private final Workload workload;
    private final List<Priority> priorities = new ArrayList<>();
    private final List<Set<Integer>> schedulers = new ArrayList<>();
    private final Set<Integer> clients = new TreeSet<>();
    private final List<Long> longestJobOfClient = new ArrayList<>();

    private Endlessness(Workload workload) {
        this.workload = workload;
        for (EntityLine line : workload.entities()) {
            priorities.add(line.priority());
            schedulers.add(new TreeSet<>(line.schedulers()));
            longestJobOfClient.add(0L);
        }
    }

    static boolean isPossible(Workload workload) {
        Endlessness found = new Endlessness(workload);
        return found.someTimeoutIsNoHangForEver()
                || found.someBlamelessJobIsResetForEver()
                || found.someDriverMayRecoverForEver();
    }

    /** A driver that neither blames nor gives up resets again and again, at least where completions may be late. */
    private boolean someDriverMayRecoverForEver() {
        return workload.schedulers().stream().anyMatch(line -> line.recovery() != null);
    }

    /** A job that hangs, or that has finished but is not retired since submission is paused, times out until that changes. */
    private boolean someTimeoutIsNoHangForEver() {
        boolean somethingHangs = workload.steps().stream()
                .anyMatch(timed ->
                        timed.step() instanceof Step.Push push && push.work().hangs() > 0);
        for (int id = 0; id < workload.schedulers().size(); id++) {
            SchedulerLine line = workload.schedulers().get(id);
            Step stop = new Step.Stop(id);
            boolean pauses =
                    workload.steps().stream().anyMatch(timed -> timed.step().equals(stop));
            if (line.onTimeout() == OnTimeout.NOHANG
                    && line.timeoutNanos() != Nanos.NO_LIMIT
                    && (somethingHangs || pauses)) {
                return true;
            }
        }
        return false;
    }

    private boolean someBlamelessJobIsResetForEver() {
        return workload.steps().stream()
                .sorted(Comparator.comparingLong(TimedStep::atNanos))
                .map(TimedStep::step)
                .anyMatch(this::mayBeResetForEver);
    }

    /** Follows one step; tells whether from then on a job may be run again and again. */
    private boolean mayBeResetForEver(Step step) {
        return switch (step) {
            case Step.Push push -> isBlameless(push.entity(), push.work().durationNanos());
            case Step.Client client -> {
                clients.add(client.entity());
                long longest = Math.max(longestJobOfClient.get(client.entity()), client.jobNanos());
                longestJobOfClient.set(client.entity(), longest);
                yield isBlameless(client.entity(), longest);
            }
            case Step.SetPriority set -> {
                priorities.set(set.entity(), set.to());
                yield isBlamelessClient(set.entity());
            }
            case Step.SetSchedulers set -> {
                schedulers.get(set.entity()).addAll(set.to());
                yield isBlamelessClient(set.entity());
            }
            default -> false;
        };
    }

    private boolean isBlamelessClient(int entity) {
        return clients.contains(entity) && isBlameless(entity, longestJobOfClient.get(entity));
    }

    private boolean isBlameless(int entity, long durationNanos) {
        if (priorities.get(entity) != Priority.KERNEL) {
            return false;
        }
        return schedulers.get(entity).stream()
                .map(workload.schedulers()::get)
                .anyMatch(line -> resets(line, durationNanos));
    }

    private static boolean resets(SchedulerLine line, long durationNanos) {
        return line.onTimeout() == OnTimeout.RESET && durationNanos >= line.timeoutNanos();
    }
}
