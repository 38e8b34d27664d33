package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.cli.sweep.Study;
import io.gpusched.cli.sweep.StudyResults;
import io.gpusched.cli.sweep.StudyTable;
import io.gpusched.cli.sweep.SweepSetting;
import io.gpusched.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/arena.md} shows what its study finds; all of it takes too long for a build, so some tables are made anew. */
class ArenaPageTest {
    private static final Path PAGE = Path.of("..", "docs", "arena.md");
    private static final Path STUDY = Path.of("..", "samples", "studies", "arena.yaml");
    private static final List<String> MADE_ANEW = List.of("video-deadlines", "hangs", "two-09-heavy-interactive");

    private static Study study() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        return new StudyInput(new Console(nowhere, nowhere, Surroundings.NONE, () -> 0)).read(STUDY);
    }

    @Test
    void the_tables_are_those_of_the_study() throws IOException {
        Study study = study();
        List<String> page = Files.readAllLines(PAGE);

        for (String workload : MADE_ANEW) {
            List<SweepSetting> settings = study.settings().stream()
                    .filter(each -> each.workload().equals(workload))
                    .toList();
            StudyResults results = new StudyResults(study);
            for (int i = 0; i < study.plan().effort().atLeast(); i++) {
                study.replication(i, settings).forEach(results::add);
            }
            List<String> table = new StudyTable(results, settings).markdown();
            assertThat(page).as(workload).containsSequence(table.subList(0, 4 + settings.size()));
        }
    }

    @Test
    void every_workload_of_the_study_has_a_table() throws IOException {
        List<String> page = Files.readAllLines(PAGE);

        assertThat(study().plan().sources())
                .hasSizeGreaterThan(30)
                .allSatisfy(source -> assertThat(page)
                        .anyMatch(line ->
                                line.equals("### " + source.name()) || line.startsWith("### " + source.name() + " (")));
    }
}
