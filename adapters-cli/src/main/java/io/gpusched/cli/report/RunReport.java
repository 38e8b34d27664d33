package io.gpusched.cli.report;

import io.gpusched.application.insight.ClientSummary;
import io.gpusched.application.insight.Distribution;
import io.gpusched.application.insight.Event;
import io.gpusched.application.insight.JobLog;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The summary of a run: a table with a row for each client, then totals. Listens to the events of one run. */
public final class RunReport implements Consumer<Event> {
    private final Workload workload;
    private final JobLog log = new JobLog();
    private int timeouts;

    /** Makes the report of a run of a workload. */
    public RunReport(Workload workload) {
        this.workload = workload;
    }

    @Override
    public void accept(Event event) {
        log.accept(event);
        if (event instanceof Event.TimedOut) {
            timeouts++;
        }
    }

    /** Returns how each client fared. */
    public List<ClientSummary> clients() {
        return ClientSummary.of(log.jobs(), workload.clients(), log.endNanos());
    }

    /** Returns the time of the last event, in nanoseconds. */
    public long endNanos() {
        return log.endNanos();
    }

    /** Returns how often the timeout handler was called. */
    public int timeouts() {
        return timeouts;
    }

    /** Returns the lines of the summary. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(table().lines());
        lines.add("");
        lines.addAll(totals());
        return lines;
    }

    private Table table() {
        Table table = new Table(List.of(
                "client",
                "jobs",
                "software wait ms: p50",
                "p99",
                "max",
                "hardware wait ms: p50",
                "p99",
                "max",
                "execution ms: p50",
                "p99",
                "max",
                "GPU %"));
        for (ClientSummary client : clients()) {
            List<String> cells = new ArrayList<>(List.of(client.name(), Integer.toString(client.done())));
            addTo(cells, client.softwareWait());
            addTo(cells, client.hardwareWait());
            addTo(cells, client.execution());
            cells.add(Units.percent(client.gpuShare() / workload.schedulers().size()));
            table.row(cells);
        }
        return table;
    }

    private static void addTo(List<String> cells, Distribution waits) {
        cells.add(Units.millis(waits.p50()));
        cells.add(Units.millis(waits.p99()));
        cells.add(Units.millis(waits.max()));
    }

    private List<String> totals() {
        List<JobTimes> jobs = log.jobs();
        long done = jobs.stream().filter(JobTimes::isDone).count();
        long failed = jobs.stream().filter(each -> each.error() != null).count();
        long open = jobs.stream()
                .filter(each -> each.finishedNanos() == JobTimes.NEVER)
                .count();
        long busy = jobs.stream()
                .filter(JobTimes::isDone)
                .mapToLong(JobTimes::executionNanos)
                .sum();
        double rings = workload.schedulers().size();
        double span = Math.max(log.endNanos(), 1);
        List<String> lines = new ArrayList<>();
        lines.add(settings());
        lines.add(String.format(
                Locale.ROOT,
                "%d jobs in %s ms: %d done, %d ended with an error, %d not finished; %d timeouts",
                jobs.size(),
                Units.millis(log.endNanos()),
                done,
                failed,
                open,
                timeouts));
        lines.add("the GPU was busy for " + Units.percent(busy / span / rings) + " % of the time, "
                + Units.rate(done * 1e9 / span) + " jobs a second");
        return lines;
    }

    private String settings() {
        List<String> rings = workload.schedulers().stream()
                .map(line -> line.name() + " takes " + line.credits() + (line.credits() == 1 ? " credit" : " credits")
                        + (line.timeoutNanos() == Scheduler.NO_TIMEOUT
                                ? ""
                                : ", times out after " + Units.millis(line.timeoutNanos()) + " ms"))
                .toList();
        return "policy " + workload.policy().label() + "; " + String.join("; ", rings);
    }
}
