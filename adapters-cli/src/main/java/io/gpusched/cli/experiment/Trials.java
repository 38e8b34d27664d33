package io.gpusched.cli.experiment;

import io.gpusched.adapters.executor.SideBySide;
import io.gpusched.application.event.Event;
import io.gpusched.application.insight.JobLog;
import io.gpusched.application.insight.Outcome;
import io.gpusched.application.recording.Variant;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.sched.LinuxBugs;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Plays workloads in virtual time and sums up how each went. Each run has everything of its own, so they go in parallel. */
public final class Trials {
    private Trials() {}

    /**
     * Returns how each variant went, in the order of the variants.
     *
     * @param progress told several times a second how many are done
     */
    public static List<Outcome> of(List<Variant> variants, LongConsumer progress) {
        return SideBySide.map(variants, each -> of(each.workload()), progress);
    }

    /** Returns how a workload goes. */
    public static Outcome of(Workload workload) {
        return of(workload, event -> {});
    }

    /**
     * Returns how a workload goes.
     *
     * @param listener told of every event
     */
    public static Outcome of(Workload workload, Consumer<Event> listener) {
        JobLog log = new JobLog(workload::overlaps);
        Simulation.play(workload, LinuxBugs.MENDED, log.andThen(listener));
        return Outcome.of(log.jobs(), workload.clients(), workload.endNanos(log.endNanos()));
    }
}
