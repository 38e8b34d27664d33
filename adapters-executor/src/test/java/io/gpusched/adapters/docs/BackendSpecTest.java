package io.gpusched.adapters.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.tck.BackendKit;
import io.gpusched.adapters.tck.BackendRule;
import io.gpusched.application.provider.Capability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/backend-spec.md has every rule, and every rule there has a test or a reason why it has none. */
class BackendSpecTest {
    private static final Path PAGE = Path.of("..", "docs", "backend-spec.md");
    private static final Path CONTRACTS = Path.of("..", "application/src/testkit/java/io/gpusched/testkit/contract");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| ([A-Z]-\\d+\\.\\d+) \\| (MUST|SHOULD|MAY) \\| (.*) \\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+Contract)#(\\w+)`");
    private static final Pattern METHOD = Pattern.compile("@Test\\s+default void (\\w+)\\(");
    private static final String BEGIN = "<!-- made from BackendRuleBook -->\n";
    private static final String END = "<!-- end -->\n";

    private static final Map<String, String> CHAPTERS = Map.of(
            "1", "Run",
            "2", "Completions",
            "3", "Overlap",
            "4", "Credits",
            "5", "Timeouts and resets",
            "6", "Cancel and teardown",
            "7", "Free",
            "8", "Dependencies, deadlines, devices, messages",
            "9", "Threads and time");

    private static String page() {
        return read(PAGE);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The part of the page about hardware, as the rules say it. */
    private static String hardware() {
        StringBuilder text = new StringBuilder();
        String chapter = "";
        for (BackendRule each : BackendKit.rules()) {
            String number = each.id().substring(2, each.id().indexOf('.'));
            if (!number.equals(chapter)) {
                chapter = number;
                text.append("\n### H-%s %s%n%n".formatted(number, CHAPTERS.get(number)))
                        .append("| id | | rule | reason | source | tested if |\n|---|---|---|---|---|---|\n");
            }
            text.append("| %s | %s | %s | %s | %s | %s |%n"
                    .formatted(each.id(), each.level(), each.text(), each.reason(), each.source(), condition(each)));
        }
        return text.toString();
    }

    private static String condition(BackendRule rule) {
        List<String> parts = new ArrayList<>();
        rule.needs().stream().sorted().forEach(each -> parts.add("`" + each + "`"));
        rule.excludes().stream().sorted().forEach(each -> parts.add("not `" + each + "`"));
        rule.samples().forEach(each -> parts.add("sample `" + each + "`"));
        return parts.isEmpty() ? "always" : String.join(", ", parts);
    }

    @Test
    void the_rules_of_hardware_are_those_of_the_kit() throws IOException {
        Path made = Path.of("target", "backend-spec-hardware.md");
        Files.createDirectories(made.getParent());
        Files.writeString(made, hardware());

        String page = page();
        assertThat(page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END)))
                .as("the part about hardware; adapters-executor/target/backend-spec-hardware.md can be copied there")
                .isEqualTo(hardware());
    }

    @Test
    void at_least_forty_rules_of_hardware_are_tested() {
        assertThat(BackendKit.rules()).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void no_two_rules_have_one_id() {
        Set<String> seen = new HashSet<>();

        assertThat(ROW.matcher(page()).results().map(row -> row.group(1)))
                .hasSizeGreaterThan(120)
                .allSatisfy(id -> assertThat(seen.add(id)).as(id).isTrue());
    }

    @Test
    void every_other_rule_names_its_test_or_says_why_it_has_none() {
        String page = page();
        String others = page.substring(page.indexOf(END));

        assertThat(ROW.matcher(others).results())
                .hasSizeGreaterThan(60)
                .allSatisfy(row -> assertThat(isTested(row) || row.group(3).contains("untested: "))
                        .as(row.group())
                        .isTrue());
    }

    private static boolean isTested(MatchResult row) {
        return TEST.matcher(row.group(3))
                        .results()
                        .anyMatch(test -> methods(test.group(1)).contains(test.group(2)))
                || row.group(3).contains("`PolicyKit`");
    }

    private static List<String> methods(String contract) {
        Path source = CONTRACTS.resolve(contract + ".java");
        return Files.exists(source)
                ? METHOD.matcher(read(source))
                        .results()
                        .map(each -> each.group(1))
                        .toList()
                : List.of();
    }

    @Test
    void every_test_of_a_contract_has_its_rule() throws IOException {
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> contracts = Files.list(CONTRACTS)) {
            contracts
                    .map(each -> each.getFileName().toString())
                    .filter(each -> each.endsWith("Contract.java"))
                    .map(each -> each.substring(0, each.length() - ".java".length()))
                    .forEach(contract -> methods(contract).forEach(each -> missing.add(contract + "#" + each)));
        }
        TEST.matcher(page()).results().forEach(test -> missing.remove(test.group(1) + "#" + test.group(2)));

        assertThat(missing).isEmpty();
    }

    @Test
    void every_capability_is_explained() {
        assertThat(Capability.values())
                .allSatisfy(each -> assertThat(page()).contains("| `" + each + "` | " + each.words() + " |"));
    }
}
