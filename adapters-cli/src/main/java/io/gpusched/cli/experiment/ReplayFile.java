package io.gpusched.cli.experiment;

import io.gpusched.application.workload.Workload;
import io.gpusched.files.casefile.CaseWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The file that goes with a token which does not hold all: a case, with the choices in a comment if there are too many. */
public final class ReplayFile {
    /** Begins the line of the choices. */
    public static final String CHOICES = "# choices ";

    private ReplayFile() {}

    /** Returns the lines of the file. */
    public static List<String> lines(Exploration.Besides besides) {
        List<String> lines = new ArrayList<>(CaseWriter.write(besides.workload()));
        besides.choices().ifPresent(choices -> lines.add(CHOICES + choices));
        return lines;
    }

    /** Returns what a file holds. */
    public static Exploration.Besides of(Workload workload, List<String> lines) {
        Optional<String> choices = lines.stream()
                .filter(line -> line.startsWith(CHOICES))
                .map(line -> line.substring(CHOICES.length()).strip())
                .findFirst();
        return new Exploration.Besides(workload, choices);
    }
}
