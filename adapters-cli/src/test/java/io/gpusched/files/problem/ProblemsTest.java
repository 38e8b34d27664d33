package io.gpusched.files.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** All problems of a file at once. */
final class ProblemsTest {
    private final Problems problems = new Problems("a.case");

    @Test
    void are_in_the_order_of_the_file_each_once() {
        problems.add(2, 1, "second");
        problems.add(new Token(1, 9, "x"), "first, right");
        problems.add(1, 3, "first, left");
        problems.add(2, 1, "second");

        assertThat(problems.sorted())
                .extracting(Problem::message)
                .containsExactly("first, left", "first, right", "second");
    }

    @Test
    void of_one_line_are_one_with_the_number_of_the_others() {
        problems.add(1, 3, "left");
        problems.add(1, 9, "right");
        problems.add(0, 0, "of the file");
        problems.add(0, 0, "of the file, too");

        assertThat(problems.onePerLine())
                .extracting(Problem::message)
                .containsExactly("of the file", "of the file, too", "left (1 more in this line)");
    }

    @Test
    void of_a_good_file_are_none() {
        assertThat(problems.isEmpty()).isTrue();
    }
}
