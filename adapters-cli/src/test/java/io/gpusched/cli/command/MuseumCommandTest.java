package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MuseumCommandTest {
    @Test
    void without_a_name_it_lists_all() {
        Invocation run = Invocation.of("museum");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(run.out().getFirst()).startsWith("01 unordered-default-queue ");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void a_story_has_the_wrong_the_fix_the_source_the_change_the_history_and_a_token_that_replays() {
        Invocation run = Invocation.of("museum", "wake-only-if-ready");
        String token = run.out().getLast().substring("repeat it   gpusched replay ".length());
        Invocation replay = Invocation.of("replay", token);

        assertThat(run.exitCode()).isZero();
        assertThat(String.join("\n", run.out()))
                .contains("wrong ", "fix ", "f3123c259000", "brought back ", "+++ b/domain/", "found ", "  1. at ");
        assertThat(replay.exitCode()).isZero();
        assertThat(replay.out().getLast()).isEqualTo("exactly the same happened");
        assertThat(run.out()).containsAll(replay.out().subList(0, 3));
    }

    @Test
    void exhibits_may_be_named_by_their_numbers() {
        assertThat(Invocation.of("museum", "43").out().getFirst()).startsWith("43 wake-only-if-ready: ");
    }

    @Test
    void a_check_says_in_a_line_what_was_found_and_where_nothing_was() {
        Invocation run = Invocation.of("museum", "22", "--check", "--seeds", "2");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).hasSize(2);
        assertThat(run.out().getLast())
                .matches("22 score-first-push-only .* 2 of  2   nothing in [\\d,]+, which is every order");
    }

    @Test
    void what_is_not_there_is_refused() {
        Invocation run = Invocation.of("museum", "no-such-bug");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(String.join("\n", run.err())).contains("there is no exhibit 'no-such-bug'");
        assertThat(Invocation.of("museum", "--check", "--seeds", "-1").exitCode())
                .isEqualTo(2);
    }

    @Test
    void there_is_no_test_to_paste_for_a_bug_that_this_scheduler_does_not_have() {
        String token = Invocation.of("museum", "22").out().getLast().substring("repeat it   gpusched replay ".length());

        assertThat(Invocation.of("replay", token, "--print", "junit").exitCode())
                .isEqualTo(2);
    }

    @Test
    void an_option_that_would_do_nothing_is_refused() {
        assertThat(Invocation.of("museum", "--seeds", "3").exitCode()).isEqualTo(2);
    }
}
