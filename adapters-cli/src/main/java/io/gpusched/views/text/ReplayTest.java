package io.gpusched.views.text;

import io.gpusched.cli.experiment.Exploration;
import io.gpusched.cli.experiment.Repetition;
import io.gpusched.files.casefile.CaseWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A JUnit test that repeats a finding, as text to paste. */
public final class ReplayTest {
    private ReplayTest() {}

    /** Returns the lines of the test. */
    public static List<String> lines(String token, Repetition repetition) {
        List<String> lines = new ArrayList<>();
        lines.add("import static org.junit.jupiter.api.Assertions.assertNull;");
        lines.add("");
        lines.addAll(imports(repetition.besides().isPresent()));
        lines.addAll(List.of(
                "", "class ExploredOrderTest {", "    /**", "     * Found by gpusched explore:", "     * <pre>"));
        for (String line : repetition.history()) {
            lines.add(
                    "     * " + line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        }
        lines.addAll(List.of(
                "     * </pre>",
                "     */",
                "    @Test",
                "    void " + name(repetition.rule().orElse("every rule holds")) + "() {",
                "        ReplayToken token = ReplayToken.parse(",
                "                \"" + token + "\")"));
        repetition
                .besides()
                .flatMap(Exploration.Besides::choices)
                .ifPresent(choices -> lines.add("                .withChoices(\"" + choices + "\")"));
        lines.addAll(List.of("                ;", ""));
        lines.addAll(repetition
                .besides()
                .map(ReplayTest::onFile)
                .orElse(List.of("        Replayed replayed = Replayed.of(token, new SimulatedBackend());")));
        lines.addAll(List.of("", "        assertNull(replayed.violation());", "    }", "}"));
        return lines;
    }

    private static List<String> imports(boolean file) {
        List<String> imports = new ArrayList<>(List.of(
                "import io.gpusched.adapters.explore.replay.ReplayToken;",
                "import io.gpusched.adapters.explore.replay.Replayed;",
                "import io.gpusched.adapters.gpusim.SimulatedBackend;"));
        if (file) {
            imports.add("import io.gpusched.application.workload.Workload;");
            imports.add("import io.gpusched.files.casefile.CaseReader;");
        }
        imports.add("import org.junit.jupiter.api.Test;");
        return imports;
    }

    /** The workload as a case, where it is too large for the token. */
    private static List<String> onFile(Exploration.Besides besides) {
        List<String> lines = new ArrayList<>();
        lines.add("        Workload workload = CaseReader.read(\"explored.case\", \"\"\"");
        CaseWriter.write(besides.workload()).forEach(line -> lines.add("                " + line));
        lines.add("                \"\"\".lines().toList()).get();");
        lines.add("        Replayed replayed = Replayed.of(token, workload, new SimulatedBackend());");
        return lines;
    }

    private static String name(String rule) {
        String name =
                rule.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
        return Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }
}
