package io.gpusched.cli.top;

import io.gpusched.application.event.Labels;
import io.gpusched.views.text.Ink;
import io.gpusched.views.text.Screen;
import io.gpusched.views.text.Table;
import io.gpusched.views.text.Units;
import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A live run as it is shown. Rates and shares are those of the last second or so, waits those of the whole run.
 *
 * @param title what is running, in words
 * @param now how it stands
 * @param before how it stood a while ago, or at the beginning
 * @param selected the id of the entity that keys change
 * @param paused whether somebody has paused it
 */
record TopView(String title, Snapshot now, Snapshot before, int selected, boolean paused) {
    private static final String KEYS =
            "q quit   p pause, resume   up, down select   + - priority of the selected entity";
    private static final String INVERSE = "\033[7m";

    /** Returns the lines for a screen, no longer and no more than fit. */
    List<String> lines(Screen screen, int rows) {
        List<String> lines = new ArrayList<>();
        lines.add(cut(Shown.of(title), screen));
        lines.add(cut(totals(), screen));
        lines.add("");
        for (String line : ringTable().oneTable(screen.columns())) {
            lines.add(cut(line, screen));
        }
        lines.add("");
        addEntities(lines, screen, Math.max(rows - lines.size() - 3, 1));
        lines.add("");
        lines.add(Ink.FAINT.on(screen, cut(KEYS, screen)));
        return lines.subList(0, Math.min(lines.size(), rows));
    }

    /** If there are more entities than room, those around the selected one are shown. */
    private void addEntities(List<String> lines, Screen screen, int room) {
        List<String> table = entityTable().oneTable(screen.columns());
        int heading = table.size() - now.entities().size();
        for (String line : table.subList(0, heading)) {
            lines.add(cut(line, screen));
        }
        int first = Math.clamp(selected - room / 2L, 0, Math.max(now.entities().size() - room, 0));
        for (int id = first; id < Math.min(first + room, now.entities().size()); id++) {
            String line = cut(table.get(heading + id), screen);
            lines.add(id == selected && screen.colour() ? INVERSE + line + Ink.RESET : line);
        }
    }

    private String totals() {
        long done =
                now.entities().stream().mapToLong(Snapshot.EntityState::done).sum();
        long doneBefore =
                before.entities().stream().mapToLong(Snapshot.EntityState::done).sum();
        return String.format(
                Locale.ROOT,
                "%s s%s   %d jobs done, %s a second, %d failed, %d queued, %d in flight",
                seconds(),
                paused ? " PAUSED" : "",
                done,
                rate(done - doneBefore),
                now.entities().stream().mapToLong(Snapshot.EntityState::failed).sum(),
                now.entities().stream().mapToLong(Snapshot.EntityState::queued).sum(),
                now.entities().stream()
                        .mapToLong(Snapshot.EntityState::inFlight)
                        .sum());
    }

    private String seconds() {
        return String.format(Locale.ROOT, "%.1f", now.nanos() / 1e9);
    }

    private Table ringTable() {
        Table table = new Table(List.of("RING", "POLICY", "CREDITS", "JOBS/S", "BUSY %", "TIMEOUTS", ""));
        for (int id = 0; id < now.rings().size(); id++) {
            Snapshot.RingState ring = now.rings().get(id);
            Snapshot.RingState then = before.rings().get(id);
            table.row(
                    ring.name(),
                    ring.policy(),
                    ring.inFlight() + "/" + ring.limit(),
                    rate(ring.done() - then.done()),
                    share(ring.busyNanos() - then.busyNanos(), 1),
                    Long.toString(ring.timeouts()),
                    ring.condition());
        }
        return table;
    }

    private Table entityTable() {
        Table table = new Table(List.of(
                "  ENTITY",
                "PRIORITY",
                "QUEUED",
                "IN FLIGHT",
                "WAIT p50 ms",
                "p99 ms",
                "GPU %",
                "JOBS/S",
                "FAILED",
                ""));
        table.optional(7);
        table.optional(8);
        for (int id = 0; id < now.entities().size(); id++) {
            Snapshot.EntityState entity = now.entities().get(id);
            Snapshot.EntityState then = before.entities().get(id);
            table.row(
                    (id == selected ? "> " : "  ") + entity.name(),
                    Labels.of(entity.priority()),
                    Integer.toString(entity.queued()),
                    Integer.toString(entity.inFlight()),
                    Units.shortMillis(entity.waitP50()),
                    Units.shortMillis(entity.waitP99()),
                    share(entity.gpuNanos() - then.gpuNanos(), now.rings().size()),
                    rate(entity.done() - then.done()),
                    Long.toString(entity.failed()),
                    entity.condition());
        }
        return table;
    }

    /** A job longer than the time looked at is counted when it is done, and would make more than all of it. */
    private String share(long nanos, int rings) {
        return Units.percent(Math.min((double) nanos / (spanNanos() * rings), 1));
    }

    private String rate(long count) {
        return Units.rate(count * 1e9 / spanNanos());
    }

    private long spanNanos() {
        return Math.max(now.nanos() - before.nanos(), 1);
    }

    private static String cut(String line, Screen screen) {
        return line.length() <= screen.columns() ? line : line.substring(0, screen.columns());
    }

    /** Returns the same in one line, for files and pipes. */
    String line() {
        StringBuilder line = new StringBuilder(totals());
        for (Snapshot.RingState ring : now.rings()) {
            line.append("   ")
                    .append(ring.name())
                    .append(' ')
                    .append(ring.inFlight())
                    .append('/')
                    .append(ring.limit());
        }
        for (Snapshot.EntityState entity : now.entities()) {
            if (entity.queued() > 0) {
                line.append("   ").append(entity.name()).append(" +").append(entity.queued());
            }
        }
        return line.toString();
    }
}
