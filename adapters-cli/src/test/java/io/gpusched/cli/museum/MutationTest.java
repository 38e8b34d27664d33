package io.gpusched.cli.museum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A mutation")
class MutationTest {
    private static final String SCORE = "domain/src/main/java/io/gpusched/domain/sched/Score.java";
    private static final String PATCH = """
            --- a/%s
            +++ b/%s
            @@ -1,3 +1,3 @@
                 void increment() {
            -        value++;
            +        value += 2;
                 }
            """.formatted(SCORE, SCORE);

    @Test
    void is_found_wherever_its_lines_have_moved_to() throws Mutation.Misfit {
        assertThat(Mutation.of(PATCH).sources())
                .containsOnlyKeys("io/gpusched/domain/sched/Score.java")
                .allSatisfy((path, source) -> assertThat(source)
                        .contains("value += 2;")
                        .contains("value--;")
                        .doesNotContain("value++;"));
    }

    @Test
    void of_nothing_changes_nothing() throws Mutation.Misfit {
        assertThat(Mutation.of(" \n")).isEqualTo(Mutation.NONE);
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                Arguments.of("value += 2;", "holds no change"),
                Arguments.of(PATCH.replace("Score.java", "Scores.java"), "there is no source"),
                Arguments.of(PATCH.replace("src/main/java", "src/test/java"), "expected a path with src/main/java/"),
                Arguments.of(PATCH.replace("value++", "score++"), "does not fit io/gpusched/domain/sched/Score.java"));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void that_does_not_fit_says_why(String patch, String words) {
        assertThatExceptionOfType(Mutation.Misfit.class)
                .isThrownBy(() -> Mutation.of(patch))
                .withMessageContaining(words);
    }
}
