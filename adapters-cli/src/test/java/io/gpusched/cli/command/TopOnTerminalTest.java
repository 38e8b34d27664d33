package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code gpusched top} on a real terminal. */
@Timeout(180)
class TopOnTerminalTest {
    private static final String ENDED = "exit code ";

    @TempDir
    private Path folder;

    @BeforeAll
    static void lookForTmux() {
        assumeTrue(Tmux.isInstalled(), "skipped: needs tmux");
    }

    private Tmux top(String... args) throws IOException {
        String[] words = new String[args.length + 1];
        words[0] = "top";
        System.arraycopy(args, 0, words, 1, args.length);
        return new Tmux(folder, words);
    }

    private static void assertSummary(Tmux terminal, int code) throws IOException {
        terminal.until(text -> text.contains(ENDED));
        assertThat(terminal.all()).contains(ENDED + code, "latency, ms", "busy %", " done (");
        assertThat(terminal.isAsBefore()).isTrue();
    }

    @Test
    void keys_select_change_a_priority_pause_and_quit() throws IOException {
        try (Tmux terminal = top()) {
            String first = terminal.until(text -> text.contains("q quit"));
            assertThat(first.lines().findFirst()).hasValue("gpusched top: a busy minute, in real time on executor");
            assertThat(first).contains("CREDITS", "> compositor", "WAIT p50 ms");

            terminal.press("Down", "Down");
            terminal.until(text -> text.contains("> training"));
            terminal.press("-");
            terminal.until(text -> text.matches("(?s).*> training +low .*"));
            terminal.press("p");
            terminal.until(text -> text.contains("PAUSED") && text.matches("(?s).*gfx +fair .* paused.*"));
            terminal.press("Space");
            terminal.until(text -> text.contains("q quit") && !text.contains("PAUSED"));
            terminal.press("q");

            assertSummary(terminal, ExitCode.FINE);
        }
    }

    @Test
    void control_c_is_a_way_to_quit() throws IOException {
        try (Tmux terminal = top("--queue", "virtual-thread")) {
            terminal.until(text -> text.contains("q quit"));
            terminal.press("C-c");

            assertSummary(terminal, ExitCode.FINE);
        }
    }

    @Test
    void the_end_of_the_workload_is_the_end() throws IOException {
        try (Tmux terminal =
                top(Path.of("..", "samples", "cases", "timeout.case").toString())) {
            assertSummary(terminal, ExitCode.FINE);
        }
    }

    @Test
    void a_process_that_is_asked_to_end_does_so_cleanly_and_says_why() throws IOException {
        try (Tmux terminal = top()) {
            terminal.until(text -> text.contains("q quit"));
            terminal.terminate();

            assertSummary(terminal, ExitCode.OF_SIGNAL + 15);
        }
    }
}
