package io.gpusched.cli.command;

import io.gpusched.application.event.Event;
import io.gpusched.application.workload.Workload;
import io.gpusched.views.text.RunReport;
import io.gpusched.views.text.TextTimeline;
import io.gpusched.views.text.TimelineMarks;
import java.util.function.Consumer;

/** Prints the tables of a run's report, and a timeline. Listens to its events. */
final class RunSummary implements Consumer<Event> {
    private final Workload workload;
    private final RunReport report;
    private final TimelineMarks marks = new TimelineMarks();

    RunSummary(Workload workload) {
        this.workload = workload;
        this.report = new RunReport(workload);
    }

    @Override
    public void accept(Event event) {
        report.accept(event);
        marks.accept(event);
    }

    /** Writes it. */
    void print(Console console) {
        report.lines(console.screen().columns()).forEach(console::line);
        if (report.endNanos() == 0) {
            return;
        }
        TextTimeline timeline = new TextTimeline(0, report.endNanos(), console.screen());
        console.line("");
        timeline.lines(report.jobs(), workload.rings(), workload.clients(), marks)
                .forEach(console::drawn);
        timeline.legend(marks).forEach(console::drawn);
    }
}
