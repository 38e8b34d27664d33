package io.gpusched.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.workload.Workload;
import io.gpusched.files.scenario.Scenarios.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/scenario.md} and {@code docs/studies.md} say what the readers do, key by key. */
class DescriptionTest {
    private static final Path DESCRIPTION = Path.of("..", "docs", "scenario.md");
    private static final Path OF_STUDIES = Path.of("..", "docs", "studies.md");
    private static final Pattern HEADING = Pattern.compile("### `(.+)`");
    private static final Pattern ROW = Pattern.compile("\\| (`.*) \\|");
    private static List<String> lines;

    @BeforeAll
    static void read() throws IOException {
        lines = Files.readAllLines(DESCRIPTION);
    }

    @Test
    void every_key_of_the_reader_is_described_with_type_unit_default_and_range_and_no_other() {
        assertThat(tables(lines)).isEqualTo(known(Schema.SECTIONS));
    }

    @Test
    void every_key_of_a_study_is_described_as_well() throws IOException {
        assertThat(tables(Files.readAllLines(OF_STUDIES))).isEqualTo(known(StudySchema.SECTIONS));
    }

    @Test
    void the_example_of_a_study_is_one_and_uses_every_key() throws IOException {
        String example = example(Files.readAllLines(OF_STUDIES));

        StudyPlan plan = StudyReader.read("example", example).get();

        assertThat(plan.sources()).hasSize(2);
        assertThat(StudySchema.STUDY.names()).allMatch(key -> example.contains("\n" + key + ":"));
    }

    private static Map<String, List<String>> known(List<Section> sections) {
        Map<String, List<String>> known = new LinkedHashMap<>();
        for (Section section : sections) {
            known.put(
                    section.path(),
                    section.keys().stream().map(DescriptionTest::row).toList());
        }
        return known;
    }

    private static String example(List<String> lines) {
        return lines.stream()
                .dropWhile(line -> !line.equals("```yaml"))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void every_section_of_the_reader_is_in_the_list_of_sections() throws IllegalAccessException {
        List<Section> declared = new ArrayList<>();
        for (var field : Schema.class.getDeclaredFields()) {
            if (field.getType() == Section.class) {
                declared.add((Section) field.get(null));
            }
        }

        assertThat(Schema.SECTIONS).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void the_example_runs_and_uses_every_part_of_the_schema() {
        String example = example(lines);

        Workload workload = Scenarios.read(example);
        Run run = Scenarios.play(workload);

        assertThat(workload.schedulers())
                .extracting(Workload.SchedulerLine::name)
                .containsExactly("gfx", "copy0", "copy1", "dma");
        assertThat(run.report().clients())
                .extracting(each -> each.name())
                .containsExactly("compositor", "game", "upload", "tab", "camera: front");
        assertThat(run.report().clients().subList(0, 4)).allMatch(each -> each.done() + each.failed() > 20);
        assertThat(run.client("camera: front").done()).isEqualTo(3);
        assertThat(run.report().timeouts()).isPositive();
        assertThat(Schema.SCENARIO.names()).allMatch(key -> example.contains("\n" + key + ":"));
    }

    private static String row(FieldKey key) {
        return String.join(" | ", "`" + key.name() + "`", key.type(), key.unit(), key.absent(), key.range());
    }

    /** The rows of each table without their last cell, the meaning. */
    private static Map<String, List<String>> tables(List<String> lines) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        List<String> rows = new ArrayList<>();
        for (String line : lines) {
            Matcher heading = HEADING.matcher(line);
            Matcher row = ROW.matcher(line);
            if (heading.matches()) {
                rows = new ArrayList<>();
                tables.put(heading.group(1), rows);
            } else if (row.matches() && !tables.isEmpty()) {
                String[] cells = row.group(1).split(" ?\\| ", -1);
                rows.add(String.join(" | ", List.of(cells).subList(0, 5)));
            }
        }
        return tables;
    }
}
