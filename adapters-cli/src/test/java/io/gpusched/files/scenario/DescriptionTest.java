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

/** {@code docs/scenario.md} says what the reader does, key by key. */
class DescriptionTest {
    private static final Path DESCRIPTION = Path.of("..", "docs", "scenario.md");
    private static final Pattern HEADING = Pattern.compile("### `(.+)`");
    private static final Pattern ROW = Pattern.compile("\\| (`.*) \\|");
    private static List<String> lines;

    @BeforeAll
    static void read() throws IOException {
        lines = Files.readAllLines(DESCRIPTION);
    }

    @Test
    void every_key_of_the_reader_is_described_with_type_unit_default_and_range_and_no_other() {
        Map<String, List<String>> described = tables();

        Map<String, List<String>> known = new LinkedHashMap<>();
        for (Section section : Schema.SECTIONS) {
            known.put(
                    section.path(),
                    section.keys().stream().map(DescriptionTest::row).toList());
        }
        assertThat(described).isEqualTo(known);
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
        String example = lines.stream()
                .dropWhile(line -> !line.equals("```yaml"))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .collect(Collectors.joining("\n"));

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
    private static Map<String, List<String>> tables() {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        List<String> rows = new ArrayList<>();
        for (String line : lines) {
            Matcher heading = HEADING.matcher(line);
            Matcher row = ROW.matcher(line);
            if (heading.matches()) {
                rows = new ArrayList<>();
                tables.put(heading.group(1), rows);
            } else if (row.matches()) {
                String[] cells = row.group(1).split(" ?\\| ", -1);
                rows.add(String.join(" | ", List.of(cells).subList(0, 5)));
            }
        }
        return tables;
    }
}
