package io.gpusched.views.text;

import io.gpusched.domain.time.Nanos;
import io.gpusched.views.text.Column.Form;
import io.gpusched.views.text.Column.Room;
import java.util.List;

/** The table of rings, as data: every figure that text, page and JSON show about a ring is a line here. */
public final class RingColumns {
    /** The columns, the name of the ring first. */
    public static final List<Column<Row>> ALL = List.of(
            new Column<>("", "ring", "its name", "name", Form.PLAIN, Room.ALWAYS, Row::name),
            new Column<>("", "policy", "who is next on it", "policy", Form.PLAIN, Room.ALWAYS, Row::policy),
            new Column<>("", "credits", "its credit limit", "credits", Form.PLAIN, Room.ALWAYS, Row::credits),
            new Column<>(
                    "",
                    "timeout",
                    "how long the first job on it may take",
                    "timeout_ns",
                    Form.TIME,
                    Room.ALWAYS,
                    row -> row.timeoutNanos() == Nanos.NO_LIMIT ? null : row.timeoutNanos()),
            new Column<>("", "done", "jobs that ended without an error", "done", Form.PLAIN, Room.ALWAYS, Row::done),
            new Column<>(
                    "",
                    "busy",
                    "the part of the run in which a job was running on it",
                    "busy_share",
                    Form.SHARE,
                    Room.ALWAYS,
                    Row::busyShare),
            new Column<>(
                    "",
                    "timeouts",
                    "how often its timeout handler was called",
                    "timeouts",
                    Form.PLAIN,
                    Room.ALWAYS,
                    Row::timeouts),
            new Column<>(
                    "",
                    "messages",
                    "the messages of drivers that it processed",
                    "messages",
                    Form.PLAIN,
                    Room.UNLESS_ZERO,
                    Row::messages),
            new Column<>(
                    "",
                    "hung",
                    "the part of the run in which a job hung on it, up to its timeout",
                    "hung_share",
                    Form.SHARE,
                    Room.UNLESS_ZERO,
                    Row::hungShare),
            new Column<>(
                    "",
                    "reset",
                    "the part of the run in which its driver recovered from a hang",
                    "recovery_share",
                    Form.SHARE,
                    Room.UNLESS_ZERO,
                    Row::recoveryShare),
            new Column<>(
                    "",
                    "gone",
                    "since when its device is gone",
                    "gone_since_ns",
                    Form.TIME,
                    Room.DATA,
                    row -> row.goneSinceNanos() == Nanos.NEVER ? null : row.goneSinceNanos()));

    private RingColumns() {}

    /**
     * A row of the table.
     *
     * @param name the name of the ring
     * @param policy the label of its policy, or of what stands for one
     * @param credits its credit limit
     * @param timeoutNanos how long the first job on it may take, or {@link Nanos#NO_LIMIT}
     * @param done how many jobs ended there without an error
     * @param busyShare the part of the run in which it worked on a job, 0 to 1
     * @param timeouts how often its timeout handler was called
     * @param messages how many messages it processed
     * @param hungShare the part of the run in which a job hung on it, 0 to 1
     * @param recoveryShare the part of the run in which its driver recovered from a hang, 0 to 1
     * @param goneSinceNanos since when its device is gone, or {@link Nanos#NEVER}
     */
    public record Row(
            String name,
            String policy,
            int credits,
            long timeoutNanos,
            int done,
            double busyShare,
            int timeouts,
            int messages,
            double hungShare,
            double recoveryShare,
            long goneSinceNanos) {}
}
