package io.gpusched.files.trace.dat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gpusched.application.recording.ReadingReport.SkipCause;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import io.gpusched.files.Input;
import io.gpusched.files.TraceFiles;
import io.gpusched.files.Traces;
import io.gpusched.files.trace.ReadingLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatFileTest {
    @TempDir
    private Path folder;

    private static DatBytes dat() {
        return new DatBytes(ByteOrder.LITTLE_ENDIAN, "6");
    }

    private static DatBytes withJob(DatBytes dat) {
        return dat.page(1_000_000, 0)
                .counted(DatBytes.QUEUE, 10, 7, 1)
                .counted(DatBytes.RUN, 20, 7, 1)
                .done(30, 7, 1);
    }

    private static Recording recording(DatBytes dat) {
        return Traces.read(dat.bytes()).get();
    }

    private static String problem(byte[] bytes) {
        return Traces.read(bytes).getError().mkString("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    void is_read_in_either_byte_order(String order) {
        Recording recording = recording(withJob(
                new DatBytes(order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, "6")));

        assertThat(recording.jobs())
                .extracting(RecordedJob::label, RecordedJob::queuedNanos, RecordedJob::runNanos, RecordedJob::doneNanos)
                .containsExactly(tuple("7:1", 1_000_010L, 1_000_030L, 1_000_060L));
        assertThat(recording.rings()).containsExactly(new Recording.RecordedRing("0000:01:00.0", "gfx", 1));
        assertThat(recording.clients()).containsExactly(new Recording.RecordedClient("my game", 77, "7", 0));
    }

    @Test
    void time_goes_on_over_extensions_padding_and_absolute_times() {
        Recording recording = recording(dat().page(1_000_000, 0)
                .counted(DatBytes.QUEUE, 10, 7, 1)
                .bare(30, 5, 1)
                .counted(DatBytes.RUN, 0, 7, 1)
                .bare(29, 100, 4)
                .bare(31, 7, 3)
                .done(1, 7, 1));

        assertThat(recording.jobs())
                .extracting(RecordedJob::queuedNanos, RecordedJob::runNanos, RecordedJob::doneNanos)
                .containsExactly(tuple(1_000_010L, 1_000_015L + (1L << 27), (3L << 27) + 8));
    }

    @Test
    void padding_without_a_time_ends_a_page() {
        Recording recording = recording(
                withJob(dat()).bare(29, 0, 0).done(1, 7, 99).page(2_000_000, 0).counted(DatBytes.QUEUE, 1, 7, 2));

        assertThat(recording.report().lines()).isEqualTo(4);
    }

    @Test
    void an_empty_page_is_passed_over() {
        assertThat(Traces.labels(recording(withJob(dat().page(900_000, 0))))).containsExactly("7:1");
    }

    @Test
    void lost_events_are_told() {
        Recording recording = recording(withJob(dat()).page(2_000_000, 1L << 31).mark(1, "x"));

        assertThat(recording.report().losses()).isEqualTo(1);
    }

    @Test
    void marks_of_programs_are_kept() {
        Recording recording = recording(withJob(dat()).mark(5, "frame 7\n"));

        assertThat(recording.marks()).containsExactly(new Recording.Mark(1_000_065, "my game", 77, "frame 7"));
    }

    @Test
    void events_without_a_description_are_counted() {
        Recording recording = recording(withJob(dat()).unknown(5));

        assertThat(Traces.skipped(recording, SkipCause.NO_EVENT_FORMAT)).isEqualTo(1);
    }

    @Test
    void options_that_say_nothing_about_events_are_passed_over() {
        assertThat(Traces.labels(recording(withJob(dat()).option(8, "anything").option(32, "else"))))
                .containsExactly("7:1");
    }

    @ParameterizedTest
    @EnumSource
    void of_version_7_is_read_whatever_its_parts_are_packed_with(DatPacking packing) {
        Recording recording = Traces.read(
                        withJob(dat()).page(2_000_000, 0).mark(1, "x").sections(packing, "local"))
                .get();

        assertThat(recording.jobs())
                .extracting(RecordedJob::label, RecordedJob::queuedNanos, RecordedJob::runNanos, RecordedJob::doneNanos)
                .containsExactly(tuple("7:1", 1_000_010L, 1_000_030L, 1_000_060L));
        assertThat(recording.clients()).containsExactly(new Recording.RecordedClient("my game", 77, "7", 0));
        assertThat(recording.marks()).containsExactly(new Recording.Mark(2_000_001, "my game", 77, "x"));
    }

    @Test
    void of_version_7_in_the_other_byte_order_is_read_too() {
        byte[] bytes = withJob(new DatBytes(ByteOrder.BIG_ENDIAN, "7")).sections(DatPacking.ZLIB, "local");

        assertThat(Traces.labels(Traces.read(bytes).get())).containsExactly("7:1");
    }

    @Test
    void of_version_7_whose_options_go_round_in_a_circle_is_refused() {
        byte[] bytes = withJob(dat()).sections(DatPacking.NONE, "local");
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int place = afterWord(bytes, afterWord(bytes, DatLayout.MAGIC.length() + 8));
        long options = file.getLong(place);
        int end = (int) options + 16 + (int) file.getLong((int) options + 8);

        // The last option says where the next ones are.
        file.putLong(end - Long.BYTES, options);

        assertThat(problem(bytes)).contains("name one part twice");
    }

    private static int afterWord(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != 0) {
            at++;
        }
        return at + 1;
    }

    @Test
    void whose_parts_come_to_more_than_the_file_may_hold_is_refused() throws IOException {
        byte[] bytes = withJob(dat()).sections(DatPacking.ZLIB, "local");
        Path file = Files.write(folder.resolve("t.dat"), bytes);

        assertThat(TraceFiles.read(Input.of(file), ReadingLimits.DEFAULTS.withBytes(1_000), (read, all) -> {})
                        .getError())
                .singleElement()
                .asString()
                .contains("its parts come to more than 1000 bytes", "--max-input SIZE");
    }

    @Test
    void of_version_7_with_a_clock_that_counts_is_refused() {
        assertThat(problem(withJob(dat()).sections(DatPacking.NONE, "counter")))
                .contains("its clock counter does not tell time");
    }

    @ParameterizedTest
    @EnumSource
    void of_version_7_and_any_length_short_of_the_whole_is_told_and_never_an_exception(DatPacking packing) {
        byte[] whole = withJob(dat()).sections(packing, "local");

        for (int length = 12; length < whole.length; length++) {
            assertThat(problem(Arrays.copyOf(whole, length))).startsWith("t.txt: this trace.dat");
        }
    }

    @ParameterizedTest
    @EnumSource
    void of_version_7_with_any_byte_changed_is_never_an_exception(DatPacking packing) {
        byte[] whole = withJob(dat()).sections(packing, "local");

        for (int at = 12; at < whole.length; at += at < 400 ? 1 : 7) {
            byte[] damaged = whole.clone();
            damaged[at] = (byte) ~damaged[at];
            assertThat(Traces.read(damaged)).isNotNull();
        }
    }

    @Test
    void of_another_version_is_refused_with_a_hint() {
        assertThat(problem(withJob(new DatBytes(ByteOrder.LITTLE_ENDIAN, "8")).bytes()))
                .startsWith(
                        "t.txt: this trace.dat cannot be read: it is of version 8, and only versions 6 and 7 can be "
                                + "read; print it with 'trace-cmd report");
    }

    @Test
    void with_more_than_one_buffer_is_refused() {
        assertThat(problem(withJob(dat()).option(3, "12345678tracer").bytes())).contains("more than one buffer");
    }

    @Test
    void of_a_clock_that_counts_is_refused() {
        assertThat(problem(
                        withJob(dat()).option(4, "local global [x86-tsc] mono").bytes()))
                .contains("its clock x86-tsc does not tell time");
    }

    @Test
    void of_any_length_short_of_the_whole_is_told_and_never_an_exception() throws IOException {
        byte[] whole = withJob(dat()).bytes();

        for (int length = 12; length < whole.length - DatBytes.PAGE; length++) {
            assertThat(problem(Arrays.copyOf(whole, length))).startsWith("t.txt: this trace.dat");
        }
    }

    @Test
    void that_is_not_packed_is_read_in_place() throws IOException {
        Path file = folder.resolve("trace.dat");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(Traces.resource("steamvr-new.dat.gz")))) {
            Files.copy(in, file);
        }

        assertThat(Traces.recording(file).jobs())
                .isEqualTo(Traces.recording(Traces.sample()).jobs());
        assertThat(TraceFiles.looksLikeTrace(file)).isTrue();
    }
}
