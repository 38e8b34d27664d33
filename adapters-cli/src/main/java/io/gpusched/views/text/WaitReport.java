package io.gpusched.views.text;

import io.gpusched.application.event.Place;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.Wait;
import io.gpusched.application.insight.WaitPart;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.eventfile.RunHeader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints the parts of jobs' latencies as text. */
public final class WaitReport {
    private final WaitWords words;
    private final Map<Long, JobTimes> jobs = new TreeMap<>();

    /**
     * Makes the report of a run.
     *
     * @param header what ran
     * @param waits the waits of all its jobs
     */
    public WaitReport(RunHeader header, List<Wait> waits) {
        waits.forEach(each -> jobs.put(each.job().job(), each.job()));
        this.words = new WaitWords(header, jobs);
    }

    /**
     * Returns the lines that explain one job's latency.
     *
     * @param screen how many characters fit into a line
     */
    public List<String> lines(Wait wait, int screen) {
        List<String> lines = new ArrayList<>(Prose.lines("", heading(wait), screen));
        if (wait.parts().isEmpty()) {
            lines.addAll(Prose.lines("", withoutParts(wait.job()), screen));
            return lines;
        }
        List<String> texts = new ArrayList<>();
        Table table = new Table(List.of("", "from, ms", "took, ms", "%"));
        List<WaitPart> parts = wait.parts();
        for (int i = 0; i < parts.size(); ) {
            int end = endOfLosses(parts, i);
            WaitPart part = end - i > 1 ? losses(parts.subList(i, end)) : parts.get(i);
            table.row("", Units.millis(part.fromNanos()), Units.millis(part.nanos()), share(part, wait));
            texts.add(words.of(wait.job(), part) + (end - i > 1 ? wakeUps(parts.subList(i, end)) : ""));
            i = Math.max(end, i + 1);
        }
        List<String> numbers = table.lines();
        lines.add(numbers.getFirst());
        for (int i = 0; i < texts.size(); i++) {
            lines.addAll(Prose.lines(numbers.get(i + 1) + "  ", texts.get(i), screen));
        }
        return lines;
    }

    /**
     * Returns the lines that compare several waits and then explain each.
     *
     * @param screen how many characters fit into a line
     */
    public List<String> lines(List<Wait> waits, int screen) {
        List<String> lines = new ArrayList<>(table(waits).lines(screen));
        for (Wait each : waits) {
            lines.add("");
            lines.addAll(lines(each, screen));
        }
        return lines;
    }

    /** Losses with nothing between them but the worker's way from one to the next are one line. Returns where they end. */
    private static int endOfLosses(List<WaitPart> parts, int from) {
        int end = from;
        if (parts.get(from) instanceof WaitPart.LostTo) {
            end = from + 1;
            while (end + 1 < parts.size()
                    && parts.get(end) instanceof WaitPart.Worker
                    && parts.get(end + 1) instanceof WaitPart.LostTo) {
                end += 2;
            }
        }
        return end;
    }

    private static WaitPart losses(List<WaitPart> parts) {
        List<WaitPart.Winner> winners = new ArrayList<>();
        Place place = null;
        for (WaitPart each : parts) {
            if (each instanceof WaitPart.LostTo lost) {
                winners.addAll(lost.winners());
                place = lost.place();
            }
        }
        return new WaitPart.LostTo(parts.getFirst().fromNanos(), parts.getLast().toNanos(), place, winners);
    }

    private static String wakeUps(List<WaitPart> parts) {
        long count =
                parts.stream().filter(each -> each instanceof WaitPart.Worker).count();
        long nanos = parts.stream()
                .filter(each -> each instanceof WaitPart.Worker)
                .mapToLong(WaitPart::nanos)
                .sum();
        return "; of that, the worker took " + Units.millis(nanos) + " ms to wake up, " + count
                + (count == 1 ? " time" : " times");
    }

    private Table table(List<Wait> waits) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        waits.forEach(wait -> wait.parts().forEach(part -> columns.putIfAbsent(WaitWords.kind(part), columns.size())));
        List<String> headings = new ArrayList<>(List.of("job", "queued at, ms", "latency, ms"));
        headings.addAll(columns.keySet());
        Table table = new Table(headings);
        if (!columns.isEmpty()) {
            table.group(3, headings.size(), "of that, ms");
        }
        table.repeatFirst(3);
        for (Wait wait : waits) {
            long[] sums = new long[columns.size()];
            wait.parts().forEach(part -> sums[columns.getOrDefault(WaitWords.kind(part), 0)] += part.nanos());
            List<String> cells = new ArrayList<>(List.of(
                    Long.toString(wait.job().job()),
                    Units.millis(wait.job().queuedNanos()),
                    Units.millis(wait.nanos())));
            for (long each : sums) {
                cells.add(each == 0 ? "-" : Units.millis(each));
            }
            table.row(cells);
        }
        return table;
    }

    private static String withoutParts(JobTimes job) {
        return job.isFinished()
                ? "It ended at the time at which it was queued, so there is no wait to explain."
                : "The run ended at the time at which it was queued, so there is no wait to explain.";
    }

    private String heading(Wait wait) {
        JobTimes job = wait.job();
        String end = job.doneNanos() != Nanos.NEVER
                ? "done at " + Units.millis(job.doneNanos()) + " ms"
                : job.isFinished()
                        ? "ended without a run at " + Units.millis(job.finishedNanos()) + " ms"
                        : "not done when the run ended";
        String error = job.error() == null ? "" : " with " + job.error().name();
        return words.job(job.job()) + " on " + words.ring(job) + ": queued at " + Units.millis(job.queuedNanos())
                + " ms, " + end + error + "; latency " + Units.millis(wait.nanos()) + " ms";
    }

    private static String share(WaitPart part, Wait wait) {
        return String.format(Locale.ROOT, "%.1f", 100.0 * part.nanos() / wait.nanos());
    }
}
