package io.gpusched.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The program on a real terminal, that of a tmux of its own. */
final class Tmux implements AutoCloseable {
    static final int COLUMNS = 100;
    static final int ROWS = 40;
    private final Path folder;
    private final List<String> tmux;

    /**
     * Starts the program.
     *
     * @param folder where it may leave files
     */
    Tmux(Path folder, String... args) throws IOException {
        this(folder, COLUMNS, ROWS, args);
    }

    /**
     * Starts the program on a terminal of some size.
     *
     * @param folder where it may leave files
     */
    Tmux(Path folder, int columns, int rows, String... args) throws IOException {
        this.folder = folder;
        this.tmux = List.of("tmux", "-S", folder.resolve("socket").toString(), "-f", "/dev/null");
        Path script = Files.writeString(folder.resolve("script"), """
                stty -g >%1$s/before
                sh -c 'echo $$ >%1$s/pid; exec %2$s'
                code=$?
                stty -g >%1$s/after
                echo "exit code $code"
                exec cat
                """.formatted(folder, command(columns, args)));
        ask("new-session", "-d", "-x", "" + columns, "-y", "" + rows, "sh " + script);
    }

    /** Tells whether there is a tmux. */
    static boolean isInstalled() {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static String command(int columns, String... args) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "\"-Dgpusched.terminals=in out err\"",
                "-Dgpusched.columns=" + columns,
                "-cp",
                System.getProperty("java.class.path"),
                "io.gpusched.cli.Main"));
        words.addAll(List.of(args));
        return String.join(" ", words);
    }

    /** Presses keys, by their names in tmux. */
    void press(String... keys) {
        List<String> words = new ArrayList<>(List.of("send-keys"));
        words.addAll(List.of(keys));
        ask(words.toArray(String[]::new));
    }

    /** Looks at the terminal until it shows what is waited for; the test's own time limit ends a wait in vain. */
    String until(Predicate<String> shown) {
        String text = "";
        while (!shown.test(text)) {
            if (Thread.interrupted()) {
                throw new IllegalStateException("waited in vain; the terminal shows:\n" + text);
            }
            text = ask("capture-pane", "-p");
        }
        return text;
    }

    /** Returns what was written to the terminal, also what has left it at the top. */
    String all() {
        return ask("capture-pane", "-p", "-S", "-");
    }

    /** Returns the lines that were written to the terminal, each in one piece, however many rows it takes there. */
    List<String> lines() {
        return ask("capture-pane", "-p", "-J", "-S", "-")
                .lines()
                .map(String::stripTrailing)
                .toList();
    }

    /** Asks the program to end, as {@code kill} does. */
    void terminate() throws IOException {
        ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("pid")).strip()))
                .orElseThrow()
                .destroy();
    }

    /** Tells whether the terminal is set as it was before. */
    boolean isAsBefore() throws IOException {
        return Files.readString(folder.resolve("before")).equals(Files.readString(folder.resolve("after")));
    }

    private String ask(String... args) {
        List<String> words = new ArrayList<>(tmux);
        words.addAll(List.of(args));
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        ask("kill-server");
    }
}
