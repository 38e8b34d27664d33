package io.gpusched.cli.command;

import io.gpusched.application.insight.Window;
import io.gpusched.application.recording.MarkWindows;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Recording.Mark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that restricts a report to the time between two marks that programs wrote into a trace. */
final class BetweenOption {
    private static final String BETWEEN = "--between";
    private static final int MOST_SHOWN = 8;

    @Option(
            names = BETWEEN,
            arity = "2",
            paramLabel = "MARK",
            description =
                    "Recorded traces only: report on the time between two marks that programs wrote into the trace. A mark goes by its "
                            + "text or a part of it: the first that says the one, and the next after it that says the other.")
    private List<String> marks = new ArrayList<>();

    /** Tells whether it was given. */
    boolean isGiven() {
        return !marks.isEmpty();
    }

    /**
     * Refuses it for an input that has no marks.
     *
     * @throws BadInput if it was given
     */
    void refuseFor(Path file) {
        if (isGiven()) {
            throw BadInput.ofFile(
                    file.toString(), BETWEEN + " is for recorded traces only, where programs wrote marks");
        }
    }

    /**
     * Refuses it where it means nothing.
     *
     * @param other what it goes with
     * @throws BadInput if it was given
     */
    void refuseWithout(String other, Path file) {
        if (isGiven()) {
            throw BadInput.ofFile(file.toString(), BETWEEN + " goes with " + other + " only");
        }
    }

    /**
     * Returns the time that is asked for, on the clock of the recording.
     *
     * @throws BadInput if there are no such marks, or if it was given twice
     */
    Window window(Path file, Recording recording) {
        if (marks.size() > 2) {
            throw BadInput.ofFile(file.toString(), BETWEEN + " was given twice; give it once");
        }
        @Nullable Window window = MarkWindows.between(recording.marks(), marks.getFirst(), marks.getLast());
        if (window != null) {
            return window;
        }
        boolean begins = MarkWindows.first(recording.marks(), marks.getFirst(), Long.MIN_VALUE, null) != null;
        throw BadInput.ofFile(
                file.toString(),
                (begins
                                ? "no mark after '" + marks.getFirst() + "' says '" + marks.getLast() + "'"
                                : "no mark says '" + marks.getFirst() + "'")
                        + "; " + known(recording.marks()));
    }

    private static String known(List<Mark> marks) {
        if (marks.isEmpty()) {
            return "no program wrote anything into this trace";
        }
        List<String> texts = marks.stream().map(Mark::text).distinct().toList();
        return "marks here: "
                + texts.stream().limit(MOST_SHOWN).map(text -> "'" + text + "'").collect(Collectors.joining(", "))
                + (texts.size() > MOST_SHOWN ? ", and " + (texts.size() - MOST_SHOWN) + " more" : "");
    }
}
