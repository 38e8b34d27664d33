package io.gpusched.views.text;

import io.gpusched.cli.experiment.Repetition;
import io.gpusched.cli.experiment.ReplayFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The source of a JUnit test that repeats a finding, as text to paste. */
public final class JUnitSource {
    private JUnitSource() {}

    /** Returns the lines of the test; nothing if the workload cannot be written as a case, which the test has to hold. */
    public static Optional<List<String>> lines(String token, Repetition repetition) {
        return repetition.file().flatMap(ReplayFile::caseLines).map(workload -> lines(token, repetition, workload));
    }

    private static List<String> lines(String token, Repetition repetition, List<String> workload) {
        List<String> lines = new ArrayList<>(List.of(
                "import static org.junit.jupiter.api.Assertions.assertNull;",
                "",
                "import io.gpusched.adapters.explore.replay.ReplayToken;",
                "import io.gpusched.adapters.explore.replay.Replayed;",
                "import io.gpusched.adapters.gpusim.SimulatedBackend;",
                "import io.gpusched.application.workload.Workload;",
                "import io.gpusched.files.casefile.CaseReader;",
                "import org.junit.jupiter.api.Test;",
                "",
                "class ExploredOrderTest {",
                "    /**",
                "     * Found by gpusched explore:",
                "     * <pre>"));
        for (String line : repetition.history()) {
            lines.add(
                    "     * " + line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        }
        lines.addAll(List.of(
                "     * </pre>",
                "     */",
                "    @Test",
                "    void " + name(repetition.rule().orElse("every rule holds")) + "() {",
                "        Workload workload = CaseReader.read(\"explored.case\", \"\"\""));
        workload.forEach(line -> lines.add("                " + line));
        lines.addAll(List.of(
                "                \"\"\".lines().toList()).get();",
                "        ReplayToken token = ReplayToken.parse(",
                "                \"" + token + "\")"));
        repetition
                .file()
                .flatMap(ReplayFile::choices)
                .ifPresent(choices -> lines.add("                .withChoices(\"" + choices + "\")"));
        lines.addAll(List.of(
                "                ;",
                "",
                "        Replayed replayed = Replayed.of(token, workload, new SimulatedBackend());",
                "",
                "        assertNull(replayed.violation());",
                "    }",
                "}"));
        return lines;
    }

    private static String name(String rule) {
        String name =
                rule.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
        return Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }
}
