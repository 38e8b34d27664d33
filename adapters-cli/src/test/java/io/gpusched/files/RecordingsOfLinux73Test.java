package io.gpusched.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.recording.ReadingReport;
import io.gpusched.application.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a running Linux 7.3 recorded of the scheduler's own tests, under each of its policies, on a quiet machine and a loaded one. */
class RecordingsOfLinux73Test {
    static List<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.list(Traces.resource("kernel-7.3"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void are_read_line_by_line(Path file) {
        Recording recording = Traces.recording(file);

        assertThat(recording.jobs()).isNotEmpty();
        assertThat(recording.report().skipped()).noneMatch(each -> each.cause().isOdd());
        assertThat(recording.report().events()).allMatch(ReadingReport.Kind::used);
        assertThat(recording.report().clockInversions()).isZero();
    }
}
