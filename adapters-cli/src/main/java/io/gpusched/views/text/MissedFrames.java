package io.gpusched.views.text;

import io.gpusched.application.insight.FrameLog;
import io.gpusched.application.insight.FrameLog.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The frames of a client that took too long, in lines for people. */
public final class MissedFrames {
    private static final int MOST = 20;

    private MissedFrames() {}

    /**
     * Returns which frames of a client took longer than they may.
     *
     * @param client its name
     * @param deadlineNanos how long a frame may take, from when its first job is queued until its last is done
     */
    public static List<String> lines(FrameLog log, String client, long deadlineNanos) {
        List<Frame> frames = log.frames(client);
        List<Integer> missed = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).nanos(log.endNanos()) > deadlineNanos) {
                missed.add(i);
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("frames of " + client + " over " + Units.millis(deadlineNanos) + " ms: " + missed.size() + " of "
                + frames.size()
                + (frames.isEmpty()
                        ? ""
                        : String.format(Locale.ROOT, " (%.1f %%)", 100.0 * missed.size() / frames.size())));
        if (missed.isEmpty()) {
            return lines;
        }
        Table table = new Table(List.of("frame", "first job", "queued at, ms", "took, ms"));
        missed.stream().limit(MOST).forEach(i -> {
            Frame frame = frames.get(i);
            table.row(
                    Integer.toString(i),
                    Long.toString(frame.firstJob()),
                    Units.millis(frame.queuedNanos()),
                    Units.millis(frame.nanos(log.endNanos())));
        });
        lines.addAll(table.lines());
        if (missed.size() > MOST) {
            lines.add("and " + (missed.size() - MOST) + " more");
        }
        return lines;
    }
}
