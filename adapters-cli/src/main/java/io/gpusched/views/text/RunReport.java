package io.gpusched.views.text;

import io.gpusched.application.event.Event;
import io.gpusched.application.insight.ClientSummary;
import io.gpusched.application.insight.Distribution;
import io.gpusched.application.insight.JobLog;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.MessageLog;
import io.gpusched.application.insight.RingSummary;
import io.gpusched.application.insight.Unfinished;
import io.gpusched.application.insight.UnfinishedLog;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The summary of a run: a table with a row for each client, one with a row for each ring, then totals. Listens to the events of one run.
 * Entities of one name are one client.
 */
public final class RunReport implements Consumer<Event> {
    private final Workload workload;
    private final JobLog log;
    private final UnfinishedLog unfinished = new UnfinishedLog();
    private final MessageLog messages = new MessageLog();
    private final List<Event.TimedOut> timeouts = new ArrayList<>();

    /** Makes the report of a run of a workload. */
    public RunReport(Workload workload) {
        this.workload = workload;
        this.log = new JobLog(workload::overlaps);
    }

    @Override
    public void accept(Event event) {
        log.accept(event);
        unfinished.accept(event);
        messages.accept(event);
        if (event instanceof Event.TimedOut timeout) {
            timeouts.add(timeout);
        }
    }

    /** Returns what became of each job, in the order in which they were queued. */
    public List<JobTimes> jobs() {
        return log.jobs();
    }

    /** Returns how each client fared. */
    public List<ClientSummary> clients() {
        return ClientSummary.of(log.jobs(), workload.clients(), endNanos());
    }

    /** Returns how busy each ring was. */
    public List<RingSummary> rings() {
        return RingSummary.of(
                log.jobs(),
                workload.schedulers().stream().map(Workload.SchedulerLine::name).toList(),
                endNanos());
    }

    /** Returns when the run was over, in nanoseconds: at the end of its workload, or at the last event. */
    public long endNanos() {
        return workload.endNanos(log.endNanos());
    }

    /** Returns the jobs that had not ended when the run was over, and why. */
    public List<Unfinished> unfinished() {
        return unfinished.of(log.jobs(), workload.clients());
    }

    /** Returns since when the device of a ring is gone, in nanoseconds; {@link JobTimes#NEVER} if it is not. */
    public long goneSinceNanos(int ring) {
        return unfinished.goneSinceNanos(ring);
    }

    /** Returns how often the timeout handler was called. */
    public int timeouts() {
        return timeouts.size();
    }

    /** Returns how often the timeout handler was called for jobs of each client; clients without timeouts are left out. */
    public Map<String, Integer> timeoutsByClient() {
        Map<Long, Integer> entityOfJob = new TreeMap<>();
        log.jobs().forEach(job -> entityOfJob.put(job.job(), job.entity()));
        List<String> clients = workload.clients();
        Map<String, Integer> counts = new TreeMap<>();
        timeouts.forEach(each -> counts.merge(clients.get(entityOfJob.getOrDefault(each.job(), 0)), 1, Integer::sum));
        return counts;
    }

    /** Returns what became of the messages. */
    public MessageLog messages() {
        return messages;
    }

    /** Returns the lines of the summary. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(clientTable().lines());
        lines.add("");
        lines.addAll(ringTable().lines());
        lines.add("");
        lines.addAll(totals());
        return lines;
    }

    private Table clientTable() {
        Table table = new Table(List.of(
                "client", "all", "failed", "left", "p50", "p99", "max", "p50", "p99", "max", "p50", "p99", "max",
                "GPU %"));
        table.group(1, 4, "jobs");
        table.group(4, 7, "in scheduler, ms");
        table.group(7, 10, "on ring, ms");
        table.group(10, 13, "running, ms");
        for (ClientSummary client : clients()) {
            List<String> cells = new ArrayList<>(List.of(
                    label(client.name()),
                    Integer.toString(client.queued()),
                    Integer.toString(client.failed()),
                    Integer.toString(client.unfinished())));
            addTo(cells, client.softwareWait());
            addTo(cells, client.hardwareWait());
            addTo(cells, client.execution());
            cells.add(Units.percent(client.gpuShare() / workload.schedulers().size()));
            table.row(cells);
        }
        return table;
    }

    private String label(String client) {
        int entities = Collections.frequency(workload.clients(), client);
        return entities == 1 ? client : client + " x" + entities;
    }

    private static void addTo(List<String> cells, Distribution waits) {
        cells.add(Units.shortMillis(waits.p50()));
        cells.add(Units.shortMillis(waits.p99()));
        cells.add(Units.shortMillis(waits.max()));
    }

    private Table ringTable() {
        Table table = new Table(
                List.of("ring", "policy", "credits", "timeout ms", "jobs done", "busy %", "timeouts", "messages"));
        List<RingSummary> rings = rings();
        for (int i = 0; i < rings.size(); i++) {
            int id = i;
            Workload.SchedulerLine line = workload.schedulers().get(id);
            table.row(
                    line.name(),
                    workload.policyOf(line).label(),
                    Integer.toString(line.credits()),
                    line.timeoutNanos() == Scheduler.NO_TIMEOUT ? "none" : Units.shortMillis(line.timeoutNanos()),
                    Integer.toString(rings.get(id).done()),
                    Units.percent(rings.get(id).busyShare()),
                    Long.toString(timeouts.stream()
                            .filter(each -> each.scheduler() == id)
                            .count()),
                    Integer.toString(messages.processed(id)));
        }
        return table;
    }

    private List<String> totals() {
        List<JobTimes> jobs = log.jobs();
        long done = jobs.stream().filter(JobTimes::isDone).count();
        long failed = jobs.stream().filter(each -> each.error() != null).count();
        long open = jobs.stream().filter(each -> !each.isFinished()).count();
        double seconds = Math.max(endNanos(), 1) / 1e9;
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d jobs in %s ms: %d done (%s a second), %d ended with an error, %d not finished",
                jobs.size(),
                Units.millis(endNanos()),
                done,
                Units.rate(done / seconds),
                failed,
                open));
        if (!timeouts.isEmpty()) {
            lines.add("timeouts: "
                    + String.join(
                            ", ",
                            timeoutsByClient().entrySet().stream()
                                    .map(each -> each.getValue() + " of " + each.getKey())
                                    .toList()));
        }
        if (messages.sent() > 0) {
            lines.add("messages: " + messages.sent() + " sent, " + messages.processed()
                    + " processed, the longest wait " + Units.millis(messages.longestWaitNanos()) + " ms");
        }
        lines.addAll(UnfinishedWords.lines(unfinished(), workload.rings(), unfinished::goneSinceNanos));
        return lines;
    }
}
