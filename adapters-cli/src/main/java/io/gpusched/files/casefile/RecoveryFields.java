package io.gpusched.files.casefile;

import io.gpusched.application.event.Labels;
import io.gpusched.application.port.Rung;
import io.gpusched.application.recovery.RecoveryPlan;
import io.gpusched.application.recovery.RecoveryStep;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.problem.Nearest;
import io.gpusched.files.problem.Problems;
import io.gpusched.files.problem.Token;
import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The reset domains of a case, read and written. */
final class RecoveryFields {
    private static final String ALWAYS = "always";
    private static final String LOST = "lost";
    private static final List<String> RUNGS =
            Stream.of(Rung.values()).map(Labels::of).toList();
    private final Fields fields;
    private final Problems problems;

    RecoveryFields(Fields fields, Problems problems) {
        this.fields = fields;
        this.problems = problems;
    }

    /** Returns the fields of the line; those with a question mark may be left out. */
    static String[] known() {
        return new String[] {
            "schedulers",
            "steps",
            "guilty_flag?",
            "resubmit?",
            "progress_counts?",
            "forgiven_after_us?",
            "back_after_us?"
        };
    }

    /** Reads a domain, and puts the schedulers that it names into it. */
    void read(Token name, Declarations declared) {
        List<RecoveryStep> steps = new ArrayList<>();
        Token list = fields.required("steps");
        if (!list.text().isEmpty()) {
            for (Token each : list.list()) {
                RecoveryStep step =
                        step(each, steps.isEmpty() ? null : steps.getLast().rung());
                if (step != null) {
                    steps.add(step);
                }
            }
        }
        List<Integer> schedulers = declared.schedulers(fields.required("schedulers"));
        if (!steps.isEmpty()) {
            declared.recovery(
                    fields.required("schedulers"),
                    schedulers,
                    new RecoveryPlan(
                            name.text(),
                            steps,
                            flag("guilty_flag", true),
                            flag("resubmit", true),
                            flag("progress_counts", false),
                            time("forgiven_after_us"),
                            time("back_after_us")));
        }
    }

    private boolean flag(String key, boolean absent) {
        return fields.has(key) ? fields.flag(key) : absent;
    }

    private long time(String key) {
        return fields.has(key) ? fields.number(key, 1, Fields.MAX_MICROS) * 1_000 : Nanos.NEVER;
    }

    private @Nullable RecoveryStep step(Token text, @Nullable Rung before) {
        String[] parts = text.text().split(":", -1);
        @Nullable
        Rung what = Stream.of(Rung.values())
                .filter(each -> Labels.of(each).equals(parts[0]))
                .findFirst()
                .orElse(null);
        if (what == null) {
            problems.add(
                    text,
                    Shown.quoted(parts[0]) + " is not a step of a recovery;" + Nearest.hint(parts[0], RUNGS)
                            + " expected one of " + String.join(", ", RUNGS));
            return null;
        }
        if (before != null && what.compareTo(before) < 0) {
            problems.add(text, "a step does no less than the one before it; put " + parts[0] + " first");
            return null;
        }
        boolean timed = parts.length > 1 && what != Rung.DEVICE_GONE;
        boolean fine = parts.length <= 4
                && (parts.length == 1 || timed)
                && (parts.length < 2 || parts[1].matches("[0-9]{1,12}"))
                && (parts.length < 3 || parts[2].equals(ALWAYS) || parts[2].matches("[0-9]{1,7}"))
                && (parts.length < 4 || parts[3].equals(LOST));
        if (!fine) {
            problems.add(
                    text,
                    Shown.quoted(text.text()) + " is not a step; expected its name, and for all but device_gone, if "
                            + "wanted, its time in microseconds, how often it fails (a number or 'always'), and "
                            + "'lost', as in reset_device:2000000:1:lost");
            return null;
        }
        return new RecoveryStep(
                what,
                parts.length < 2 ? 0 : Long.parseLong(parts[1]) * 1_000,
                parts.length < 3 ? 0 : parts[2].equals(ALWAYS) ? RecoveryStep.ALWAYS : Integer.parseInt(parts[2]),
                parts.length == 4);
    }

    /** Returns the line of a domain. */
    static String line(RecoveryPlan plan, String schedulers) {
        StringBuilder line = new StringBuilder("recovery " + plan.name() + " schedulers=" + schedulers + " steps=");
        line.append(plan.steps().stream().map(RecoveryFields::text).collect(Collectors.joining(",")));
        line.append(plan.guiltyFlag() ? "" : " guilty_flag=0");
        line.append(plan.resubmits() ? "" : " resubmit=0");
        line.append(plan.progressCounts() ? " progress_counts=1" : "");
        line.append(
                plan.forgivenAfterNanos() == Nanos.NEVER
                        ? ""
                        : " forgiven_after_us=" + plan.forgivenAfterNanos() / 1_000);
        line.append(plan.backAfterNanos() == Nanos.NEVER ? "" : " back_after_us=" + plan.backAfterNanos() / 1_000);
        return line.toString();
    }

    private static String text(RecoveryStep step) {
        if (step.rung() == Rung.DEVICE_GONE) {
            return Labels.of(step.rung());
        }
        String fails = step.failures() == RecoveryStep.ALWAYS ? ALWAYS : String.valueOf(step.failures());
        return Labels.of(step.rung()) + ":" + step.nanos() / 1_000 + ":" + fails
                + (step.losesContents() ? ":lost" : "");
    }
}
