package io.gpusched.views.text;

import io.gpusched.application.event.Event;
import io.gpusched.application.insight.ClientSummary;
import io.gpusched.application.insight.JobLog;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.MessageLog;
import io.gpusched.application.insight.Outage;
import io.gpusched.application.insight.RecoveryLog;
import io.gpusched.application.insight.RingSummary;
import io.gpusched.application.insight.Unfinished;
import io.gpusched.application.insight.UnfinishedLog;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.eventfile.RunHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The summary of a run: a table with a row for each client, one with a row for each ring, then totals. It listens to the events of one run.
 * Entities that share a name are one client.
 */
public final class RunReport implements Consumer<Event> {
    private final Workload workload;
    private final JobLog log;
    private final UnfinishedLog unfinished = new UnfinishedLog();
    private final RecoveryLog recoveries = new RecoveryLog();
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
        recoveries.accept(event);
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

    /** Returns since when the device of a ring is gone, in nanoseconds; {@link Nanos#NEVER} if it is not. */
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

    /**
     * Returns the lines of the summary.
     *
     * @param screen how many characters fit into a line
     */
    public List<String> lines(int screen) {
        List<String> lines = new ArrayList<>();
        if (!workload.latency().isNone()) {
            lines.addAll(Prose.lines("", LatencyWords.of(workload.latency()), screen));
        }
        lines.addAll(Column.table(ClientColumns.ALL, clientRows()).lines(screen));
        lines.add("");
        lines.addAll(Column.table(RingColumns.ALL, ringRows()).lines(screen));
        lines.add("");
        lines.addAll(totals(screen));
        return lines;
    }

    /** Returns the rows of the table of clients. */
    public List<ClientColumns.Row> clientRows() {
        return ClientColumns.Row.of(
                clients(),
                workload.schedulers().size(),
                RunHeader.of("", workload).weightsByClient());
    }

    /** Returns the rows of the table of rings. */
    public List<RingColumns.Row> ringRows() {
        List<RingColumns.Row> rows = new ArrayList<>();
        List<RingSummary> rings = rings();
        for (int i = 0; i < rings.size(); i++) {
            int id = i;
            Workload.SchedulerLine line = workload.schedulers().get(id);
            rows.add(new RingColumns.Row(
                    line.name(),
                    workload.policyOf(line).label(),
                    line.credits(),
                    line.timeoutNanos(),
                    rings.get(id).done(),
                    rings.get(id).busyShare(),
                    (int) timeouts.stream()
                            .filter(each -> each.scheduler() == id)
                            .count(),
                    messages.processed(id),
                    outageShare(id, Outage.Kind.HUNG),
                    outageShare(id, Outage.Kind.RECOVERY),
                    unfinished.goneSinceNanos(id)));
        }
        return rows;
    }

    /** Returns the times in which rings did nothing useful: hangs, recoveries, and devices that were gone. */
    public List<Outage> outages() {
        return recoveries.outages(endNanos());
    }

    private double outageShare(int ring, Outage.Kind kind) {
        return Outage.covered(outages(), ring, kind, 0, endNanos()) / (double) Math.max(1, endNanos());
    }

    private String clientOf(long job) {
        return log.jobs().stream()
                .filter(each -> each.job() == job)
                .map(each -> workload.clients().get(each.entity()))
                .findFirst()
                .orElse("");
    }

    /** Returns how many jobs of each client ended with each error, by the names of both; clients without errors are left out. */
    public Map<String, Map<String, Integer>> errorsByClient() {
        Map<String, Map<String, Integer>> errors = new TreeMap<>();
        for (JobTimes each : log.jobs()) {
            Errno error = each.error();
            if (error != null) {
                errors.computeIfAbsent(workload.clients().get(each.entity()), client -> new TreeMap<>())
                        .merge(error.name(), 1, Integer::sum);
            }
        }
        return errors;
    }

    private List<String> totals(int screen) {
        List<JobTimes> jobs = log.jobs();
        long done = jobs.stream().filter(JobTimes::isWell).count();
        long failed = jobs.stream().filter(each -> each.error() != null).count();
        long left = jobs.stream().filter(each -> !each.isFinished()).count();
        double seconds = Math.max(endNanos(), 1) / 1e9;
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d %s in %s ms: %d done (%s a second), %d failed, %d left",
                jobs.size(),
                jobs.size() == 1 ? "job" : "jobs",
                Units.millis(endNanos()),
                done,
                Units.rate(done / seconds),
                failed,
                left));
        if (!timeouts.isEmpty()) {
            lines.add("timeouts: "
                    + String.join(
                            ", ",
                            timeoutsByClient().entrySet().stream()
                                    .map(each -> each.getValue() + " of " + each.getKey())
                                    .toList()));
        }
        String errors = RecoveryWords.errors(errorsByClient());
        if (!errors.isEmpty()) {
            lines.addAll(Prose.lines("", errors, screen));
        }
        RecoveryWords.lines(outages(), workload.rings(), this::clientOf, endNanos())
                .forEach(each -> lines.addAll(Prose.lines("", each, screen)));
        if (messages.sent() > 0) {
            lines.add("messages: " + messages.sent() + " sent, " + messages.processed()
                    + " processed, the longest wait " + Units.millis(messages.longestWaitNanos()) + " ms");
        }
        UnfinishedWords.lines(unfinished(), workload.rings(), unfinished::goneSinceNanos)
                .forEach(each -> lines.addAll(Prose.lines("", each, screen)));
        return lines;
    }
}
