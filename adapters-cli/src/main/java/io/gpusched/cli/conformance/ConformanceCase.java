package io.gpusched.cli.conformance;

import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.EndlessRun;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.casefile.CaseReader;
import io.gpusched.files.casefile.TraceWriter;
import io.gpusched.files.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A workload and the trace that Linux made of it.
 *
 * @param name what it is called, without the ending
 * @param text the lines of the case
 * @param expected the lines of the trace
 */
public record ConformanceCase(String name, List<String> text, List<String> expected) {
    /**
     * The first line in which a trace differs.
     *
     * @param line counted from 1
     * @param expected Linux's line
     * @param actual ours
     */
    public record Difference(int line, String expected, String actual) {}

    private static final String END = "<end of trace>";

    /**
     * Runs the case.
     *
     * @return the first difference, none if the traces are equal, or what is wrong with the case
     */
    public Validation<Seq<Problem>, Optional<Difference>> check() {
        return CaseReader.read(name + ".case", text).map(this::compare);
    }

    /**
     * Plays a workload as Linux does, bugs included, and returns its trace.
     *
     * @throws EndlessRun if it does not come to an end
     */
    public static List<String> trace(Workload workload) {
        List<String> lines = new ArrayList<>();
        write(workload, lines::add);
        return lines;
    }

    private static void write(Workload workload, Consumer<String> lines) {
        TraceWriter writer = new TraceWriter(lines);
        Simulation simulation = Simulation.play(workload, LinuxBugs.REPRODUCED, writer);
        writer.end(simulation.endNanos(), simulation.entities(), simulation.schedulers(), simulation.isTornDown());
    }

    /** No more lines are kept than it takes to see a difference, however long the run is. */
    private Optional<Difference> compare(Workload workload) {
        List<String> actual = new ArrayList<>();
        try {
            write(workload, line -> {
                if (actual.size() <= expected.size()) {
                    actual.add(line);
                }
            });
        } catch (EndlessRun endless) {
            return Optional.of(compare(actual)
                    .orElse(new Difference(expected.size() + 1, END, String.valueOf(endless.getMessage()))));
        }
        return compare(actual);
    }

    private Optional<Difference> compare(List<String> actual) {
        int length = Math.max(expected.size(), actual.size());
        for (int i = 0; i < length; i++) {
            String want = i < expected.size() ? expected.get(i) : END;
            String got = i < actual.size() ? actual.get(i) : END;
            if (!want.equals(got)) {
                return Optional.of(new Difference(i + 1, want, got));
            }
        }
        return Optional.empty();
    }
}
