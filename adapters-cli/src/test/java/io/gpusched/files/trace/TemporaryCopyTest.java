package io.gpusched.files.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies end with the program, however it ends. */
class TemporaryCopyTest {
    @TempDir
    private Path temporary;

    /** A program that makes a copy, says so, and waits to be ended. */
    static final class Holder {
        private Holder() {}

        /** Makes the copy. */
        @SuppressWarnings("SystemOut") // the test reads it
        public static void main(String[] args) throws IOException {
            TemporaryCopy copy = TemporaryCopy.create();
            Files.writeString(copy.file(), "data");
            System.out.println(copy.file());
            System.in.read();
        }
    }

    /** A program that holds a copy. */
    private record Held(Process process, Path copy) {}

    private Held holder() throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path copy = Path.of(process.inputReader().readLine());
        assertThat(copy).startsWith(temporary).exists();
        return new Held(process, copy);
    }

    @Test
    void closing_deletes_the_copy_and_all_that_belongs_to_it() throws IOException {
        Path folder;
        try (TemporaryCopy copy = TemporaryCopy.create()) {
            folder = copy.file().getParent();
            assertThat(copy.file()).exists();
        }

        assertThat(folder).doesNotExist();
    }

    @Test
    void a_signal_deletes_the_copy() throws IOException, InterruptedException {
        Process process = holder().process();

        process.destroy();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void the_next_program_deletes_what_was_left_by_one_that_was_killed_and_leaves_those_in_use()
            throws IOException, InterruptedException {
        Held killed = holder();
        Held alive = holder();
        killed.process().destroyForcibly();
        assertThat(killed.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(killed.copy()).exists();
        Path strange = Files.createDirectory(temporary.resolve("gpusched-copy-of-somebody"));

        TemporaryCopy.sweep(temporary);

        try (var left = Files.list(temporary)) {
            assertThat(left).containsExactlyInAnyOrder(strange, alive.copy().getParent());
        }
        alive.process().destroy();
        assertThat(alive.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
}
