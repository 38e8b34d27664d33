package io.gpusched.cli.command;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.terminal.Amount;
import io.gpusched.cli.terminal.ProgressLine;
import io.gpusched.domain.time.Nanos;
import java.util.function.Consumer;

/** Measures from the events of a run how far it is: by its clock if the run has an end, otherwise by its finished jobs. */
final class RunProgress implements Consumer<Event> {
    private final ProgressLine line;
    private final long untilNanos;
    private final long jobs;
    private long over;

    private RunProgress(Workload workload, ProgressLine line) {
        this.line = line;
        this.untilNanos = workload.untilNanos();
        this.jobs = workload.jobs();
    }

    /** Returns what its progress is counted in. */
    static Amount amount(Workload workload) {
        return workload.untilNanos() == Nanos.NEVER ? Amount.of("jobs") : Amount.SIMULATED_TIME;
    }

    /** Has a listener hear the events of a run, and the progress of it shown, if any is. */
    static Consumer<Event> before(Consumer<Event> listener, Workload workload, ProgressLine line) {
        return line.isShown() ? new RunProgress(workload, line).andThen(listener) : listener;
    }

    @Override
    public void accept(Event event) {
        if (untilNanos != Nanos.NEVER) {
            line.at(event.nanos(), untilNanos);
        } else if (event instanceof Event.FenceSignaled signaled && signaled.fence() instanceof FenceName.Finished) {
            line.at(++over, jobs);
        }
    }
}
