package io.gpusched.cli.experiment;

import io.gpusched.application.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file to give along with a token that does not hold everything: a workload, with the choices in a comment if they are too many.
 *
 * @param workload the workload
 * @param choices the choices, if the token does not hold them
 */
public record ReplayFile(Workload workload, Optional<String> choices) {
    /** Begins the line of the choices. */
    public static final String CHOICES = "# choices ";

    /** Returns the file that a workload and the lines it was read from make. */
    public static ReplayFile of(Workload workload, List<String> lines) {
        Optional<String> choices = lines.stream()
                .filter(line -> line.startsWith(CHOICES))
                .map(line -> line.substring(CHOICES.length()).strip())
                .findFirst();
        return new ReplayFile(workload, choices);
    }

    /** Returns what identifies a workload: the case that expresses it, if one does. */
    static String content(Workload workload) {
        return NearestCase.text(workload).orElse(workload.toString());
    }

    /** Returns the workload as the lines of a case; nothing if a case cannot express it. */
    public Optional<List<String>> caseLines() {
        return NearestCase.text(workload).map(text -> text.lines().toList());
    }

    /** Returns the lines to save, or to add to the file that was explored if a case cannot express its workload. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(caseLines().orElse(List.of()));
        choices.ifPresent(each -> lines.add(CHOICES + each));
        return lines;
    }
}
