package io.gpusched.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** docs/where.md answers the questions of newcomers: with code that exists, in three files at most. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WherePageTest {
    private static final int MOST_FILES = 3;
    private static final int LEAST_QUESTIONS = 20;

    private List<Answer> answers = List.of();

    /**
     * One row of a table.
     *
     * @param question what a newcomer asks
     * @param where the types, members and files that answer it
     * @param others what the explanation names besides
     */
    private record Answer(String question, List<String> where, List<String> others) {
        static Answer parse(String line) {
            String[] cells = line.split("\\|", -1);
            assertThat(cells).as("cells of %s", line).hasSize(5);
            return new Answer(cells[1].strip(), CodeNames.in(cells[2]), CodeNames.in(cells[3]));
        }

        /** Returns the files to open: one for each top-level type, however many of its members are named. */
        List<String> files() {
            return where.stream()
                    .map(name -> name.contains("/") ? name : name.replaceFirst("[#.].*", ""))
                    .distinct()
                    .toList();
        }

        List<String> missing() {
            return where.stream().filter(name -> !isThere(name)).toList();
        }

        private static boolean isThere(String name) {
            return name.contains("/") ? Files.exists(SourceFile.top().resolve(name)) : CodeNames.exists(name);
        }
    }

    @BeforeAll
    void read() throws IOException {
        answers = Files.readAllLines(SourceFile.top().resolve("docs/where.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.endsWith("| where | in short |"))
                .map(Answer::parse)
                .toList();
    }

    @Test
    void twenty_questions_have_an_answer() {
        assertThat(answers)
                .hasSizeGreaterThanOrEqualTo(LEAST_QUESTIONS)
                .allSatisfy(answer ->
                        assertThat(answer.where()).as(answer.question()).isNotEmpty());
        assertThat(answers).extracting(Answer::question).doesNotHaveDuplicates();
    }

    @Test
    void every_type_member_and_file_exists() {
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.missing()).as(answer.question()).isEmpty());
    }

    @Test
    void every_type_that_an_explanation_names_exists() {
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.others())
                        .as(answer.question())
                        .filteredOn(name -> Character.isUpperCase(name.charAt(0)))
                        .allMatch(CodeNames::exists));
    }

    @Test
    void no_answer_takes_more_than_three_files() {
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.files())
                        .as("what takes more files than this is to be made simpler: %s", answer.question())
                        .hasSizeLessThanOrEqualTo(MOST_FILES));
    }

    @Test
    void wrong_answers_are_found_out() {
        Answer wrong = Answer.parse("| Who? | `Fence#signal`, `Fence#cry`, `docs/nowhere.md`, `Event.Nothing` | |");

        assertThat(wrong.missing()).containsExactly("Fence#cry", "docs/nowhere.md", "Event.Nothing");
        assertThat(wrong.files()).containsExactly("Fence", "docs/nowhere.md", "Event");
    }
}
