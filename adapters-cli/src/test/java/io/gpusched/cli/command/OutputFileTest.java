package io.gpusched.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    private Path folder;

    private void write(Path file, String text) throws IOException {
        try (OutputFile output = OutputFile.create(file)) {
            output.stream().write(text.getBytes(UTF_8));
            output.complete();
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void is_there_under_its_name_when_it_is_complete() throws IOException {
        Path file = folder.resolve("a.txt");

        write(file, "whole");

        assertThat(file).hasContent("whole");
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void takes_the_place_of_what_was_there() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "something longer than that");

        write(file, "whole");

        assertThat(file).hasContent("whole");
    }

    @Test
    void leaves_what_was_there_if_it_is_not_completed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");

        try (OutputFile output = OutputFile.create(file)) {
            output.stream().write(new byte[1 << 20]);
        }

        assertThat(file).hasContent("old");
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void leaves_nothing_if_nothing_was_there() throws IOException {
        try (OutputFile output = OutputFile.create(folder.resolve("a.txt"))) {
            output.stream().write(7);
        }

        assertThat(files()).isZero();
    }

    @Test
    void is_as_readable_as_any_new_file() throws IOException {
        Path file = folder.resolve("a.txt");
        Path other = Files.writeString(folder.resolve("b.txt"), "");

        write(file, "whole");

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void does_not_disturb_what_another_run_is_writing_at_the_same_time() throws IOException {
        Path file = folder.resolve("a.txt");

        try (OutputFile one = OutputFile.create(file)) {
            write(file, "other");
            one.stream().write("one".getBytes(UTF_8));
            one.complete();
        }

        assertThat(file).hasContent("one");
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void is_written_where_a_link_points() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), file);

        write(link, "whole");

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("whole");
    }

    @Test
    void what_a_link_points_at_is_made_if_it_is_not_there() throws IOException {
        Path file = folder.resolve("b.txt");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("b.txt"));

        write(link, "whole");

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("whole");
        assertThat(files()).isEqualTo(2);
    }

    @Test
    void that_is_a_link_to_itself_is_refused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("link.txt"));

        assertThatThrownBy(() -> OutputFile.create(link))
                .isInstanceOf(BadInput.class)
                .hasMessage(link + ": cannot be written: it is a link to itself");
    }

    @Test
    void without_a_name_is_refused() {
        assertThatThrownBy(() -> OutputFile.create(Path.of("")))
                .isInstanceOf(BadInput.class)
                .hasMessage("'': this is not the name of a file; expected a file to write");
    }

    @Test
    void in_a_folder_that_is_not_there_is_refused_at_once() {
        Path file = folder.resolve("none").resolve("a.txt");

        assertThatThrownBy(() -> OutputFile.create(file))
                .isInstanceOf(BadInput.class)
                .hasMessage(file + ": cannot be written: there is no folder " + folder.resolve("none"));
    }

    @Test
    void that_is_a_folder_is_refused_at_once() {
        assertThatThrownBy(() -> OutputFile.create(folder))
                .isInstanceOf(BadInput.class)
                .hasMessage(folder + ": this is a folder; expected a file to write");
    }

    @Test
    void on_a_disk_that_is_full_is_refused_in_one_message() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();

        try (OutputFile output = OutputFile.create(full)) {
            OutputStream stream = output.stream();
            stream.write(7);

            assertThatThrownBy(output::complete)
                    .isInstanceOf(BadInput.class)
                    .hasMessageStartingWith("/dev/full: cannot be written: ");
        }

        assertThat(full).exists();
    }
}
