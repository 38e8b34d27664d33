package io.gpusched.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gpusched.application.recording.ReadingReport.CutOff;
import io.gpusched.application.recording.ReadingReport.CutOffCause;
import io.gpusched.application.recording.ReadingReport.SkipCause;
import io.gpusched.application.recording.ReadingReport.Skipped;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import io.gpusched.files.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where traces come from in tests, and short ways to ask about them. */
public final class Traces {
    /** A whole job of two clients, as trace-cmd prints it. */
    static final String SOUND = """
            cpus=2
                    glxgears-1000  [000]   100.000010: drm_sched_job_queue:  dev=0000:01:00.0, fence=7:1, ring=gfx, job count:0, hw job count:0, client_id:42
                 kworker/0:1-11    [000]   100.000020: drm_sched_job_run:    dev=0000:01:00.0, fence=7:1, ring=gfx, job count:0, hw job count:1, client_id:42
                      <idle>-0     [001]   100.000100: drm_sched_job_done:   fence=7:1 signaled
                        Xorg-2000  [001]   100.000110: drm_sched_job_queue:  dev=0000:01:00.0, fence=9:1, ring=gfx, job count:0, hw job count:0, client_id:43
                 kworker/0:1-11    [000]   100.000120: drm_sched_job_run:    dev=0000:01:00.0, fence=9:1, ring=gfx, job count:0, hw job count:1, client_id:43
                      <idle>-0     [001]   100.000200: drm_sched_job_done:   fence=9:1 signaled
            """;

    private Traces() {}

    public static Validation<Seq<Problem>, Recording> read(String text) {
        return read(text.getBytes(UTF_8));
    }

    public static Validation<Seq<Problem>, Recording> read(byte[] bytes) {
        try {
            return TraceFiles.read("t.txt", new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Recording recording(String text) {
        return valid(read(text));
    }

    public static Recording recording(Path file) {
        return valid(TraceFiles.read(file, (read, all) -> {}));
    }

    private static Recording valid(Validation<Seq<Problem>, Recording> read) {
        if (read.isInvalid()) {
            throw new AssertionError(read.getError().mkString("\n"));
        }
        return read.get();
    }

    public static List<String> problems(String text) {
        return read(text).getError().map(Problem::toString).asJava();
    }

    public static Path resource(String name) {
        URL url = Traces.class.getResource("/traces/" + name);
        if (url == null) {
            throw new IllegalArgumentException("there is no resource " + name);
        }
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Returns the sample that everybody gets, seen from the module or from the project. */
    public static Path sample() {
        Path here = Path.of("samples", "steamvr-desktop.trace.txt");
        return Files.exists(here) ? here : Path.of("..").resolve(here);
    }

    public static List<String> labels(Recording recording) {
        return recording.jobs().stream().map(RecordedJob::label).toList();
    }

    public static long skipped(Recording recording, SkipCause cause) {
        return recording.report().skipped().stream()
                .filter(each -> each.cause() == cause)
                .mapToLong(Skipped::count)
                .sum();
    }

    static Optional<CutOff> cutOff(Recording recording, CutOffCause cause) {
        return recording.report().cutOff().stream()
                .filter(each -> each.cause() == cause)
                .findFirst();
    }
}
