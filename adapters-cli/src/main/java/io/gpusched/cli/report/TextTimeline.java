package io.gpusched.cli.report;

import io.gpusched.application.insight.JobTimes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stretch of a run as text, a line for each client: {@code #} while one of its jobs keeps the ring busy, {@code -} while its jobs only
 * wait, blank while it has none.
 */
public final class TextTimeline {
    private static final char BUSY = '#';
    private static final char WAITING = '-';
    private static final char IDLE = ' ';
    private final long fromNanos;
    private final long toNanos;
    private final int width;

    /**
     * Makes a timeline of a stretch of time.
     *
     * @param width how many characters it is drawn in, at least 1
     */
    public TextTimeline(long fromNanos, long toNanos, int width) {
        this.fromNanos = fromNanos;
        this.toNanos = toNanos;
        this.width = width;
    }

    /** Draws a line for each client, with its name in front. */
    public List<String> lines(List<JobTimes> jobs, List<String> clients) {
        int nameWidth = clients.stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int entity = 0; entity < clients.size(); entity++) {
            String name = clients.get(entity);
            lines.add(name + " ".repeat(nameWidth - name.length()) + " |" + row(jobs, entity) + "|");
        }
        return lines;
    }

    /** Draws the scale under the lines, in whole milliseconds from the start of the stretch. */
    public String scale(int nameWidth) {
        StringBuilder scale = new StringBuilder(" ".repeat(nameWidth + 2 + width));
        long stretchMillis = (toNanos - fromNanos) / 1_000_000;
        for (long ms = 0; ms <= stretchMillis; ms += 5) {
            String mark = ms + " ms";
            int at = nameWidth + 2 + column(fromNanos + ms * 1_000_000);
            if (at + mark.length() <= scale.length()) {
                scale.replace(at, at + mark.length(), mark);
            }
        }
        return scale.toString().stripTrailing();
    }

    private String row(List<JobTimes> jobs, int entity) {
        char[] cells = new char[width];
        Arrays.fill(cells, IDLE);
        for (JobTimes job : jobs) {
            if (job.entity() == entity && job.isDone()) {
                draw(cells, job.queuedNanos(), job.startNanos(), WAITING);
                draw(cells, job.startNanos(), job.doneNanos(), BUSY);
            }
        }
        return new String(cells);
    }

    /** A job too short to fill a cell still shows; being busy hides waiting. */
    private void draw(char[] cells, long from, long to, char mark) {
        if (to <= fromNanos || from >= toNanos) {
            return;
        }
        int first = Math.max(column(from), 0);
        int last = Math.min(column(Math.max(to - 1, from)), width - 1);
        for (int i = first; i <= last; i++) {
            if (cells[i] != BUSY) {
                cells[i] = mark;
            }
        }
    }

    private int column(long nanos) {
        return (int) Math.floorDiv((nanos - fromNanos) * width, toNanos - fromNanos);
    }
}
