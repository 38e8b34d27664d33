package io.gpusched.files.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many problems of one kind. */
final class FloodTest {
    private static Problem problem(String file, int line, String message) {
        return new Problem(file, line, 1, message);
    }

    @Test
    void up_to_three_problems_of_a_kind_have_a_line_each() {
        List<Problem> three =
                List.of(problem("a", 1, "no job 1"), problem("a", 2, "no job 2"), problem("a", 3, "no job 33"));

        assertThat(Flood.lines(three))
                .containsExactlyElementsOf(three.stream().map(Problem::toString).toList());
    }

    @Test
    void more_of_a_kind_are_one_line_with_their_number_and_the_last_place() {
        List<Problem> many = IntStream.rangeClosed(1, 5)
                .mapToObj(line -> problem("a", line, "unknown word 'x" + line + "'"))
                .toList();

        assertThat(Flood.lines(many)).containsExactly(many.getFirst() + " (and 4 more like this, the last in line 5)");
    }

    @Test
    void problems_of_other_files_or_with_other_words_are_of_other_kinds() {
        List<Problem> mixed = List.of(
                problem("a", 1, "no job 1"),
                problem("a", 2, "no job 2"),
                problem("b", 1, "no job 1"),
                problem("a", 3, "no ring 3"),
                problem("a", 4, "no job 4"));

        assertThat(Flood.lines(mixed)).hasSize(5);
    }
}
