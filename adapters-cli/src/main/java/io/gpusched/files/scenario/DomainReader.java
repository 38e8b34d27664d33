package io.gpusched.files.scenario;

import io.gpusched.application.port.Rung;
import io.gpusched.application.recovery.RecoveryPlan;
import io.gpusched.application.recovery.RecoveryStep;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.domain.time.Nanos;
import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the reset domains of a scenario, and puts its rings into them. */
final class DomainReader {
    private final Names rings;
    private final Set<Integer> ringsWithAnswer;
    private final List<SchedulerLine> lines;
    private final NodeProblems problems;
    private final Set<String> names = new TreeSet<>();

    /**
     * Reads into the lines of rings that are there.
     *
     * @param ringsWithAnswer the rings that say themselves what happens at a timeout
     */
    DomainReader(Names rings, Set<Integer> ringsWithAnswer, List<SchedulerLine> lines, NodeProblems problems) {
        this.rings = rings;
        this.ringsWithAnswer = ringsWithAnswer;
        this.lines = lines;
        this.problems = problems;
    }

    void read(Mapping domain) {
        String name = domain.name(Schema.NAME);
        if (!name.isEmpty() && !names.add(name)) {
            problems.add(
                    domain.node(Schema.NAME),
                    "there is already a reset domain " + Shown.quoted(name) + "; choose another name");
        }
        List<RecoveryStep> steps = new ArrayList<>();
        for (Mapping each : domain.mappings(Schema.STEPS, Schema.DOMAIN_STEP)) {
            RecoveryStep step =
                    step(each, steps.isEmpty() ? null : steps.getLast().rung());
            if (step != null) {
                steps.add(step);
            }
        }
        List<Integer> ids = rings.of(domain, Schema.DOMAIN_RINGS);
        ids.forEach(id -> check(id, domain));
        if (steps.isEmpty()) {
            return;
        }
        RecoveryPlan plan = new RecoveryPlan(
                name,
                steps,
                isTrue(domain, Schema.GUILTY_FLAG),
                isTrue(domain, Schema.RESUBMIT),
                isTrue(domain, Schema.PROGRESS),
                domain.time(Schema.FORGIVEN, Nanos.NEVER),
                domain.time(Schema.BACK, Nanos.NEVER));
        ids.forEach(id -> lines.set(id, lines.get(id).withRecovery(plan)));
    }

    private void check(int ring, Mapping domain) {
        String name = Shown.quoted(lines.get(ring).name());
        if (lines.get(ring).describedRecovery() != null) {
            problems.add(domain.node(Schema.DOMAIN_RINGS), "ring " + name + " is in a reset domain already");
        }
        if (ringsWithAnswer.contains(ring)) {
            problems.add(
                    domain.node(Schema.DOMAIN_RINGS),
                    "ring " + name + " has 'on_timeout', and a reset domain says itself what happens; remove one");
        }
    }

    private @Nullable RecoveryStep step(Mapping step, @Nullable Rung before) {
        @Nullable Rung rung = step.word(Schema.RUNG, Schema.RUNGS);
        long nanos = step.time(Schema.STEP_TIME, 0);
        int failures = step.howOften(Schema.FAILS, RecoveryStep.ALWAYS);
        boolean losesContents = isTrue(step, Schema.LOSES);
        if (rung == null) {
            return null;
        }
        if (before != null && rung.compareTo(before) < 0) {
            problems.add(step.node(Schema.RUNG), "a step does no less than the one before it; put this one first");
            return null;
        }
        if (rung == Rung.DEVICE_GONE && (step.has(Schema.STEP_TIME) || step.has(Schema.FAILS))) {
            problems.add(step.at(), "a device is gone at once, and that does not fail; remove 'time' and 'fails'");
            return null;
        }
        return new RecoveryStep(rung, nanos, failures, losesContents);
    }

    private static boolean isTrue(Mapping mapping, FieldKey.Word key) {
        return Boolean.TRUE.equals(mapping.word(key, List.of(true, false)));
    }
}
