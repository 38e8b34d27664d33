package io.gpusched.views.text;

import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.Outage;
import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A stretch of a run as text, as wide as the screen: a row for each ring and one for each entity. Where block characters show, the height
 * of a bar is the part of its time in which the ring was busy, or with a job of the entity; elsewhere it is {@code #} for at least half of
 * the time and {@code +} for less. With colours, rings are in the colour of whose jobs they run, and a grey ground is waiting.
 */
public final class TextTimeline {
    private static final int LEAST_WIDTH = 10;
    private static final int LONGEST_NAME = 20;
    private final long fromNanos;
    private final long toNanos;
    private final Screen screen;

    /** Makes a timeline of a stretch of time, of at least 1 ns, for a screen. */
    public TextTimeline(long fromNanos, long toNanos, Screen screen) {
        this.fromNanos = fromNanos;
        this.toNanos = toNanos;
        this.screen = screen;
    }

    /**
     * Draws the rows, and a scale below.
     *
     * @param jobs what became of each job
     * @param rings the names of the rings, by id
     * @param clients the names of the entities, by id
     * @param marks what else happened on the rings
     */
    public List<String> lines(List<JobTimes> jobs, List<String> rings, List<String> clients, TimelineMarks marks) {
        TimelineLanes lanes = TimelineLanes.of(clients);
        List<String> ringLabels = rings.stream().map(Shown::of).toList();
        int nameWidth = Math.min(
                LONGEST_NAME,
                Stream.concat(ringLabels.stream(), lanes.labels().stream())
                        .mapToInt(String::length)
                        .max()
                        .orElse(0));
        int width = Math.max(screen.columns() - nameWidth - 3, LEAST_WIDTH);
        List<TimelineCells> ringRows = rows(rings.size(), width);
        List<TimelineCells> entityRows = rows(lanes.labels().size(), width);
        jobs.forEach(job -> {
            int lane = lanes.laneOfEntity().get(job.entity());
            draw(job, lane, ringRows.get(job.scheduler()), lane == TimelineLanes.NONE ? List.of() : entityRows);
        });
        Map<Long, Integer> entityOfJob = new HashMap<>();
        jobs.forEach(job -> entityOfJob.put(job.job(), job.entity()));
        for (Outage each : marks.outages(toNanos)) {
            ringRows.get(each.ring()).mark(each.fromNanos(), each.toNanos(), TimelineCells.markOf(each.kind()));
            Integer entity = each.kind() == Outage.Kind.HUNG ? entityOfJob.get(each.job()) : null;
            int lane =
                    entity == null ? TimelineLanes.NONE : lanes.laneOfEntity().get(entity);
            if (lane != TimelineLanes.NONE) {
                entityRows.get(lane).mark(each.fromNanos(), each.toNanos(), TimelineCells.markOf(each.kind()));
            }
        }
        marks.pauses()
                .forEach(
                        each -> ringRows.get(each.ring()).mark(each.fromNanos(), each.toNanos(), TimelineCells.PAUSED));
        marks.timeouts().forEach(each -> ringRows.get(each.ring()).mark(each.nanos(), TimelineCells.TIMEOUT));

        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rings.size(); i++) {
            lines.add(line(ringLabels.get(i), nameWidth, Ink.USUAL, ringRows.get(i)));
        }
        for (int i = 0; i < entityRows.size(); i++) {
            lines.add(line(lanes.labels().get(i), nameWidth, Ink.distinct(i), entityRows.get(i)));
        }
        if (lanes.leftOut() > 0) {
            lines.add("... and " + lanes.leftOut() + " more clients");
        }
        lines.add(" ".repeat(nameWidth + 2) + new TimeScale(toNanos - fromNanos).text(width));
        return lines;
    }

    /** Returns what the characters mean, in one line, or in two if one is too long for the screen. */
    public List<String> legend(TimelineMarks marks) {
        String outages = outages(marks);
        String bars = bars(!outages.isEmpty());
        String whole = outages.isEmpty() ? bars : bars + ", " + outages;
        return Ink.plain(whole).length() <= screen.columns() || outages.isEmpty()
                ? List.of(whole)
                : List.of(bars + ",", outages);
    }

    private String outages(TimelineMarks marks) {
        Set<Outage.Kind> kinds = EnumSet.noneOf(Outage.Kind.class);
        marks.outages(toNanos).forEach(each -> kinds.add(each.kind()));
        return kinds.stream()
                .map(each -> sign(TimelineCells.markOf(each)) + words(each))
                .collect(Collectors.joining(", "));
    }

    private String bars(boolean brief) {
        String end = " timeout, " + sign(TimelineCells.ERROR) + " error, = paused";
        if (screen.colour()) {
            String bars = screen.unicode() ? "height: part of the time busy" : "# busy, + partly";
            return bars + "; " + Ink.USUAL.onGrey(true).on(screen, " ") + " waiting; " + sign(TimelineCells.TIMEOUT)
                    + end;
        }
        if (screen.unicode()) {
            return "height: part of the time busy; · waiting; !" + end;
        }
        return (brief ? "# busy, + partly, - waits, !" : "# mostly busy, + partly, - waiting, !") + end;
    }

    private String sign(char mark) {
        return screen.colour() ? Ink.ALARM.on(screen, String.valueOf(mark)) : String.valueOf(mark);
    }

    private static String words(Outage.Kind kind) {
        return switch (kind) {
            case HUNG -> " hung";
            case RECOVERY -> " reset";
            case GONE -> " gone";
        };
    }

    private List<TimelineCells> rows(int count, int width) {
        return IntStream.range(0, count)
                .mapToObj(i -> new TimelineCells(fromNanos, toNanos, width))
                .toList();
    }

    /** What waits on the ring behind others waits; only what the ring works on is work. */
    private void draw(JobTimes job, int lane, TimelineCells ring, List<TimelineCells> entityRows) {
        long end = job.isFinished() ? job.finishedNanos() : toNanos;
        long start = job.hasStarted() ? job.startNanos() : end;
        long stop = job.hasStarted() ? job.busyUntilNanos(toNanos) : end;
        ring.work(start, stop, lane);
        if (!entityRows.isEmpty()) {
            TimelineCells row = entityRows.get(lane);
            row.waiting(job.queuedNanos(), start);
            row.work(start, stop, lane);
            if (job.error() != null) {
                row.mark(job.finishedNanos(), TimelineCells.ERROR);
            }
        }
    }

    private String line(String name, int nameWidth, Ink ink, TimelineCells cells) {
        String label = Units.cut(name, nameWidth);
        return ink.on(screen, label) + " ".repeat(nameWidth - label.length()) + " |" + cells.text(screen) + "|";
    }
}
