package io.gpusched.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.explore.writer.ExplorationRules;
import io.gpusched.application.rules.RuleBook;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.cli.experiment.FaultRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of rules is made from the book, and the museum names rules that are in it. */
class RulesPageTest {
    private static final String INTRODUCTION = """
            # Rules

            For whoever reads a violation that `explore`, `faults`, `verify`, `conformance --random` or `museum` printed, and for whoever adds a rule.

            ```
            ./gpusched explore samples/cases/timeout.case --strategy exhaustive
            ```

            Each rule has an id, which stays the same when its words improve. If one fault breaks several rules, the rule that stands first on
            this page is named. This page is made from `RuleBook`; to add a rule, see [where.md](where.md).
            """;

    private static List<Rule> all() {
        return Stream.of(RuleBook.all(), ExplorationRules.all(), List.of(FaultRun.USABLE, FaultRun.UNMASKED))
                .flatMap(List::stream)
                .toList();
    }

    private static String page() {
        Map<String, List<Rule>> bySubject = new LinkedHashMap<>();
        for (Rule each : all()) {
            String subject = each.id().substring(0, each.id().indexOf('.'));
            bySubject.computeIfAbsent(subject, it -> new ArrayList<>()).add(each);
        }
        StringBuilder page = new StringBuilder(INTRODUCTION);
        bySubject.forEach((subject, rules) -> {
            page.append("\n## ")
                    .append(subject.replace('-', ' '))
                    .append("\n\n| id | what must be true | source |\n|---|---|---|\n");
            rules.forEach(
                    each -> page.append("| `%s` | %s | %s |%n".formatted(each.id(), each.words(), each.source())));
        });
        return page.toString();
    }

    @Test
    void the_page_is_that_of_the_book() throws IOException {
        Path made = SourceFile.top().resolve("adapters-cli/target/rules.md");
        Files.createDirectories(made.getParent());
        Files.writeString(made, page());

        assertThat(Files.readString(SourceFile.top().resolve("docs/rules.md")))
                .as("docs/rules.md; the book makes adapters-cli/target/rules.md, which can be copied")
                .isEqualTo(page());
    }

    @Test
    void no_two_rules_have_one_id() {
        Set<String> seen = new HashSet<>();

        assertThat(all())
                .isNotEmpty()
                .allSatisfy(
                        each -> assertThat(seen.add(each.id())).as(each.id()).isTrue());
    }

    @Test
    void the_museum_names_rules_of_the_book() throws IOException {
        Set<String> ids = new HashSet<>(all().stream().map(Rule::id).toList());
        Path exhibits = SourceFile.top().resolve("adapters-cli/src/main/resources/museum/exhibits");
        try (Stream<Path> files = Files.list(exhibits)) {
            assertThat(files.filter(each -> each.toString().endsWith(".yaml")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readAllLines(file))
                            .filteredOn(line -> line.startsWith("rule: "))
                            .singleElement()
                            .satisfies(line -> assertThat(ids)
                                    .contains(line.substring("rule: ".length()).replace("'", ""))));
        }
    }
}
