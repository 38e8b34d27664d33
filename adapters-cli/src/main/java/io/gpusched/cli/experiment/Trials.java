package io.gpusched.cli.experiment;

import io.gpusched.adapters.executor.SideBySide;
import io.gpusched.application.event.Event;
import io.gpusched.application.insight.JobLog;
import io.gpusched.application.insight.RunOutcome;
import io.gpusched.application.recording.Variant;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.sched.LinuxBugs;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Plays workloads in virtual time and summarises each run. Runs share nothing, so they go in parallel. */
public final class Trials {
    private Trials() {}

    /**
     * Plays the variants and returns their summaries, in the same order.
     *
     * @param progress receives several times a second how many are done
     */
    public static List<RunOutcome> of(List<Variant> variants, LongConsumer progress) {
        return SideBySide.map(variants, each -> of(each.workload()), progress);
    }

    /** Plays a workload and returns its summary. */
    public static RunOutcome of(Workload workload) {
        return of(workload, event -> {});
    }

    /**
     * Plays a workload and returns its summary.
     *
     * @param listener receives every event
     */
    public static RunOutcome of(Workload workload, Consumer<Event> listener) {
        JobLog log = new JobLog(workload::overlaps);
        Simulation.play(workload, LinuxBugs.MENDED, log.andThen(listener));
        return RunOutcome.of(log.jobs(), workload.clients(), workload.endNanos(log.endNanos()));
    }
}
