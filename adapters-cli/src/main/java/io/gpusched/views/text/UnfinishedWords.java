package io.gpusched.views.text;

import io.gpusched.application.insight.JobTimes.JobStage;
import io.gpusched.application.insight.Unfinished;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Sentences about the jobs that had not ended when the run did: since when, and why. */
public final class UnfinishedWords {
    private static final int MOST_LINES = 20;

    private UnfinishedWords() {}

    /**
     * Returns a line for each ring whose device is gone, and one for each client, stage and reason; none if everything ended.
     *
     * @param unfinished what had not ended
     * @param rings the names of the rings, by id
     * @param goneSince tells since when the device of a ring is gone, or {@link Nanos#NEVER}
     */
    public static List<String> lines(List<Unfinished> unfinished, List<String> rings, IntToLongFunction goneSince) {
        List<String> lines = new ArrayList<>();
        for (int ring = 0; ring < rings.size(); ring++) {
            long gone = goneSince.applyAsLong(ring);
            if (gone != Nanos.NEVER) {
                lines.add("ring " + rings.get(ring) + " is gone since " + Units.millis(gone) + " ms");
            }
        }
        unfinished.stream().limit(MOST_LINES).forEach(each -> lines.add(line(each, rings.get(each.ring()))));
        if (unfinished.size() > MOST_LINES) {
            lines.add("... and " + (unfinished.size() - MOST_LINES) + " more kinds of jobs that are left");
        }
        return lines;
    }

    /** Returns one of these lines. */
    static String line(Unfinished each, String ring) {
        boolean several = each.jobs().size() > 1;
        return "left: "
                + (several
                        ? each.jobs().size() + " jobs"
                        : "job " + each.first().job()) + " of "
                + each.client() + ", " + stage(each.stage(), ring) + " since " + Units.millis(each.sinceNanos()) + " ms"
                + (several ? " (the first, job " + each.first().job() + ")" : "") + reason(each);
    }

    private static String stage(JobStage stage, String ring) {
        return switch (stage) {
            case QUEUED -> "queued for " + ring;
            case ON_RING -> "on the ring " + ring;
            case RUNNING -> "running on " + ring;
            case STOPPED -> "stopped on " + ring;
            case ENDED -> "ended";
        };
    }

    private static String reason(Unfinished each) {
        return switch (each.reason()) {
            case NOT_DONE -> "";
            case BEHIND_OTHERS -> ", behind others there";
            case CREDITS -> ", without credits";
            case FENCE -> ", waiting for fence " + each.fence();
            case PAUSED -> ", while submission is paused";
            case DEVICE_GONE -> ": the device is gone";
        };
    }
}
