package io.gpusched.cli.report;

import io.gpusched.cli.wiring.Repetition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A JUnit test that repeats a finding, as text to paste. */
public final class ReplayTest {
    private ReplayTest() {}

    /** Returns the lines of the test. */
    public static List<String> lines(String token, Repetition repetition) {
        List<String> lines = new ArrayList<>(List.of(
                "import static org.junit.jupiter.api.Assertions.assertNull;",
                "",
                "import io.gpusched.adapters.explore.ReplayToken;",
                "import io.gpusched.adapters.explore.Replayed;",
                "import io.gpusched.adapters.gpusim.SimulatedBackend;",
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
                "        ReplayToken token = ReplayToken.parse(",
                "                \"" + token + "\");",
                "",
                "        Replayed replayed = Replayed.of(token, new SimulatedBackend());",
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
