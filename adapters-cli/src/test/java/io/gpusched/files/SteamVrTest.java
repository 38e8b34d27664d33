package io.gpusched.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.recording.ReadingReport.CutOffCause;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One recording of a desktop in virtual reality, in every form in which there is a copy of it, must give the same jobs. */
class SteamVrTest {
    /** A job as an independent reading of the recording has it; times in microseconds. */
    record Golden(long context, long seqno, String client, long process, long queue, long run, long start, long done) {}

    static List<Golden> golden() throws IOException {
        return Files.readAllLines(Traces.resource("steamvr-jobs.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(field -> new Golden(
                        Long.parseLong(field[0]),
                        Long.parseLong(field[1]),
                        field[2],
                        Long.parseLong(field[3]),
                        Long.parseLong(field[5]),
                        Long.parseLong(field[6]),
                        Long.parseLong(field[7]),
                        Long.parseLong(field[8])))
                .toList();
    }

    private static Golden withoutFence(Golden job) {
        return new Golden(0, 0, job.client(), job.process(), job.queue(), job.run(), job.start(), job.done());
    }

    private static Golden read(Recording recording, RecordedJob job) {
        Recording.RecordedClient client = recording.clients().get(job.client());
        return new Golden(
                job.fenceContext(),
                job.number(),
                client.name(),
                client.process(),
                job.queuedNanos() / 1_000,
                job.runNanos() / 1_000,
                job.startedNanos() / 1_000,
                job.doneNanos() / 1_000);
    }

    static Stream<Path> recordings() {
        return Stream.of(
                Traces.sample(),
                Traces.resource("steamvr-new-tracefs.txt.gz"),
                Traces.resource("steamvr-amdgpu-2017.txt.xz"),
                Traces.resource("steamvr-new.dat.gz"),
                Traces.resource("steamvr-new-v7.dat"));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void every_job_is_found_with_all_of_its_times(Path file) throws IOException {
        Recording recording = Traces.recording(file);

        assertThat(recording.jobs())
                .hasSize(639)
                .map(job -> read(recording, job))
                .containsExactlyElementsOf(golden());
    }

    @Test
    void in_old_traces_jobs_are_found_without_their_fences() throws IOException {
        Recording recording = Traces.recording(Traces.resource("steamvr-old-tracecmd.txt.bz2"));

        assertThat(recording.jobs())
                .map(job -> withoutFence(read(recording, job)))
                .containsExactlyElementsOf(
                        golden().stream().map(SteamVrTest::withoutFence).toList());
        assertThat(recording.jobs()).map(RecordedJob::label).startsWith("id 1", "id 2");
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void at_most_two_jobs_were_in_flight(Path file) {
        Recording recording = Traces.recording(file);

        assertThat(recording.rings()).map(Recording.RecordedRing::mostInFlight).containsExactly(2);
    }

    @Test
    void the_start_of_the_real_recording_where_not_all_cpus_were_recorded_is_left_out() {
        Recording recording = Traces.recording(Traces.resource("steamvr-amdgpu-2017.txt.xz"));

        assertThat(recording.report().completeFromNanos())
                .isBetween(630_660_280_000_000L, 630_660_291_189_000L)
                .isGreaterThan(recording.report().firstNanos());
        assertThat(Traces.cutOff(recording, CutOffCause.BEFORE_ALL_CPUS)).hasValueSatisfying(cut -> {
            assertThat(cut.count()).isEqualTo(120);
            assertThat(cut.first()).isEqualTo("4929:3200");
        });
        assertThat(Traces.cutOff(recording, CutOffCause.NOT_SEEN_QUEUED))
                .hasValueSatisfying(cut -> assertThat(cut.count()).isEqualTo(24));
    }

    @Test
    void events_that_are_no_jobs_are_counted_as_of_no_use() {
        Recording recording = Traces.recording(Traces.resource("steamvr-amdgpu-2017.txt.xz"));

        assertThat(recording.report().events())
                .filteredOn(kind -> !kind.used())
                .map(kind -> kind.name() + " " + kind.count())
                .containsExactlyInAnyOrder("drm_vblank_event 247", "amdgpu_ttm_bo_move 2", "amdgpu_vm_flush 1");
    }
}
