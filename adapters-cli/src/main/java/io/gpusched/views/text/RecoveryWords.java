package io.gpusched.views.text;

import io.gpusched.application.event.Labels;
import io.gpusched.application.insight.Outage;
import io.gpusched.application.port.RecoveryStage;
import io.gpusched.application.port.RecoveryStage.Progress;
import io.gpusched.application.port.Rung;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What was done about hangs, in words. */
public final class RecoveryWords {
    private static final int MOST_LINES = 10;

    private RecoveryWords() {}

    /** Returns a stage of a recovery, as part of a sentence about a ring. */
    public static String of(RecoveryStage stage) {
        if (stage.rung() == Rung.DEVICE_GONE) {
            return stage.progress() == Progress.BEGUN ? "the device is gone" : "the device is back";
        }
        String step = Labels.of(stage.rung()).replace('_', ' ');
        return switch (stage.progress()) {
            case BEGUN -> step + " begins";
            case SUCCEEDED -> step + " is over and has helped";
            case FAILED -> step + " has failed";
        };
    }

    /**
     * Returns a sentence for each hang, and what was done about it. Hangs beyond the first ten are counted.
     *
     * @param rings the names of the rings, by id
     * @param client returns whose a job was
     * @param endNanos when the run was over, in nanoseconds
     */
    public static List<String> lines(
            List<Outage> outages, List<String> rings, LongFunction<String> client, long endNanos) {
        List<String> lines = new ArrayList<>();
        List<Outage> hangs =
                outages.stream().filter(each -> each.kind() == Outage.Kind.HUNG).toList();
        for (Outage hang : hangs.subList(0, Math.min(hangs.size(), MOST_LINES))) {
            lines.add("hang: job " + hang.job() + " of " + client.apply(hang.job()) + " on "
                    + rings.get(hang.ring()) + " from " + Units.millis(hang.fromNanos()) + " to "
                    + Units.millis(hang.toNanos()) + " ms" + steps(outages, hang, endNanos));
        }
        if (hangs.size() > MOST_LINES) {
            lines.add("hang: and " + (hangs.size() - MOST_LINES) + " more");
        }
        return lines;
    }

    /** The steps that follow a hang at once, on its own ring. */
    private static String steps(List<Outage> outages, Outage hang, long endNanos) {
        List<String> steps = new ArrayList<>();
        long from = hang.toNanos();
        for (Outage each : outages) {
            if (each.ring() == hang.ring() && each.kind() != Outage.Kind.HUNG && each.fromNanos() == from) {
                steps.add(step(each, endNanos));
                from = each.toNanos();
            }
        }
        return steps.isEmpty() ? "" : "; " + String.join(", ", steps);
    }

    private static String step(Outage step, long endNanos) {
        @Nullable RecoveryStage stage = step.stage();
        String took = Units.millis(step.nanos()) + " ms";
        if (step.kind() == Outage.Kind.GONE) {
            return step.toNanos() >= endNanos ? "the device is gone" : "the device was gone for " + took;
        }
        if (stage == null) {
            return "a step of " + took;
        }
        String name = Labels.of(stage.rung()).replace('_', ' ');
        return switch (stage.progress()) {
            case BEGUN -> name + " for " + took + ", not over";
            case SUCCEEDED -> name + " took " + took;
            case FAILED -> name + " failed after " + took;
        };
    }

    /** Returns how many jobs ended with which error, by client, as one sentence; empty if none did. */
    static String errors(Map<String, Map<String, Integer>> errorsByClient) {
        Map<String, List<String>> words = new LinkedHashMap<>();
        errorsByClient.forEach((client, errors) -> errors.forEach((error, count) ->
                words.computeIfAbsent(client, it -> new ArrayList<>()).add(count + " " + error)));
        List<String> parts = new ArrayList<>();
        words.forEach((client, each) -> parts.add(String.join(" and ", each) + " of " + client));
        return parts.isEmpty() ? "" : "failed: " + String.join(", ", Collections.unmodifiableList(parts));
    }
}
