package io.gpusched.cli.conformance;

import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.generate.WorkloadShrinker;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.CheckedRun;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.casefile.CaseWriter;
import io.gpusched.files.casefile.TraceWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Random workloads: each is run twice with the bugs of Linux and twice without, every step is checked, every job is accounted for at the
 * end, and both runs must be the same.
 */
public final class RandomCampaign {
    private static final int SMALLEST = 5;
    private static final int SIZES = 40;
    private static final int SHRINKING_ATTEMPTS = 3_000;

    private RandomCampaign() {}

    /**
     * A workload that the scheduler did not get right.
     *
     * @param seed of the workload
     * @param bugs what was done where Linux has a bug
     * @param violation what was not true
     * @param smallest a workload that shows the same, as small as could be found, as a case
     */
    public record Failure(long seed, LinuxBugs bugs, Violation violation, List<String> smallest) {}

    /**
     * Runs the workload of one seed.
     *
     * @return what went wrong, if anything did
     */
    public static Optional<Failure> run(long seed) {
        Workload workload = WorkloadGenerator.generate(seed, SMALLEST + (int) Math.floorMod(seed, (long) SIZES));
        for (LinuxBugs bugs : LinuxBugs.values()) {
            Optional<Violation> violation = violation(workload, bugs);
            if (violation.isPresent()) {
                return Optional.of(failure(seed, workload, bugs, violation.get()));
            }
        }
        return Optional.empty();
    }

    private static Failure failure(long seed, Workload workload, LinuxBugs bugs, Violation violation) {
        Workload smallest = WorkloadShrinker.shrink(
                workload,
                smaller -> violation(smaller, bugs)
                        .map(each -> each.rule().equals(violation.rule()))
                        .orElse(false),
                SHRINKING_ATTEMPTS);
        return new Failure(seed, bugs, violation(smallest, bugs).orElse(violation), CaseWriter.write(smallest));
    }

    private static Optional<Violation> violation(Workload workload, LinuxBugs bugs) {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        CheckedRun run = CheckedRun.play(workload, bugs, new TraceWriter(first::add));
        CheckedRun.play(workload, bugs, new TraceWriter(second::add));
        if (run.violation().isPresent() || first.equals(second)) {
            return run.violation();
        }
        return Optional.of(new Violation(CheckedRun.REPEATABLE, "the second run differs from the first", first.size()));
    }
}
