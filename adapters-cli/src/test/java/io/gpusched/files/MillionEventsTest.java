package io.gpusched.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.recording.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MillionEventsTest {
    private static final int JOBS = 333_334;

    /** A trace that is made while it is read, so that nobody holds all of it. */
    private static final class Generated extends InputStream {
        private static final int ENTITIES = 8;
        private static final int MICROS_PER_JOB = 30;
        private byte[] line = {};
        private int at;
        private int next;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (at == line.length) {
                if (next == 3 * JOBS) {
                    return -1;
                }
                line = line(next / 3, next % 3).getBytes(US_ASCII);
                at = 0;
                next++;
            }
            int count = Math.min(length, line.length - at);
            System.arraycopy(line, at, into, offset, count);
            at += count;
            return count;
        }

        private static String line(int job, int event) {
            long micros = (long) job * MICROS_PER_JOB + event * 7L;
            String fence = (100 + job % ENTITIES) + ":" + (1 + job / ENTITIES);
            String fields =
                    "dev=0000:01:00.0, fence=" + fence + ", ring=gfx, job count:0, hw job count:1, client_id:1\n";
            String time = String.format(Locale.ROOT, "%6d.%06d", micros / 1_000_000, micros % 1_000_000);
            return switch (event) {
                case 0 -> "    RenderThread-25155 [003] " + time + ": drm_sched_job_queue:  " + fields;
                case 1 -> "             gfx-190   [000] " + time + ": drm_sched_job_run:    " + fields;
                default ->
                    "          <idle>-0     [001] " + time + ": drm_sched_job_done:   fence=" + fence + " signaled\n";
            };
        }
    }

    @Test
    void are_read_in_one_pass() throws IOException {
        Recording recording = TraceFiles.read("generated", new Generated()).get();

        assertThat(recording.jobs()).hasSize(JOBS);
        assertThat(recording.clients()).hasSize(Generated.ENTITIES);
        assertThat(recording.report().lines()).isEqualTo(3L * JOBS);
        assertThat(recording.report().skipped()).isEmpty();
    }
}
