package io.gpusched.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.executor.ThreadWriter;
import io.gpusched.application.shared.JobFailed;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.Ticket;
import io.gpusched.domain.fence.Errno;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Processes behind a shared device, as a program uses them. */
final class SharedPoolTest {
    private final BlockingQueue<ProcessEnd> ends = new LinkedBlockingQueue<>();
    private final Ring<Object> ring = Ring.over("pool", new ProcessHardware(List.of("/bin/sh", "-c"), 64, ends::add))
            .credits(4)
            .timeout(Duration.ofSeconds(20));
    private final SharedDevice device = SharedDevice.owning(ThreadWriter.start("processes", Throwable::printStackTrace))
            .ring(ring)
            .open();
    private final SharedEntity<Object> anna = device.entity("anna", ring);

    @AfterEach
    void close() {
        device.close();
    }

    private Ticket submit(String line) {
        return anna.submit(new Command(line)).get();
    }

    @Test
    void a_command_that_succeeds_ends_without_an_error_and_its_output_is_kept() throws Exception {
        submit("echo done").finished().toCompletableFuture().join();

        assertThat(ends.take()).satisfies(end -> {
            assertThat(end.status()).isZero();
            assertThat(end.output()).isEqualTo("done\n");
            assertThat(end.error()).isNull();
        });
    }

    @Test
    void the_exit_status_is_the_error_of_the_job_and_the_end_of_the_output_its_cause() {
        Ticket failed = submit("seq 1 1000; exit 7");

        assertThat(failed.finished()
                        .toCompletableFuture()
                        .handle((ticket, failure) -> failure)
                        .join())
                .cause()
                .isInstanceOfSatisfying(JobFailed.class, failure -> {
                    assertThat(failure.errno()).isEqualTo(new Errno(7));
                    assertThat(failure.getCause())
                            .hasMessageContaining("exit status 7")
                            .hasMessageEndingWith("1000");
                });
    }

    @Test
    void a_job_that_is_cancelled_is_killed_with_its_children() throws Exception {
        Ticket hung = submit("sleep 1000 & sleep 1000");
        hung.scheduled().toCompletableFuture().join();

        hung.cancel();

        assertThat(ends.take().error()).isEqualTo(Errno.ECANCELED);
    }

    @Test
    void a_program_that_is_not_there_is_the_failure_of_its_job() {
        Ring<Object> broken = Ring.over("broken", new ProcessHardware(List.of("/no/such/shell"), 64, ends::add));
        try (SharedDevice other = SharedDevice.owning(ThreadWriter.start("broken", Throwable::printStackTrace))
                .ring(broken)
                .open()) {
            Ticket ticket =
                    other.entity("anna", broken).submit(new Command("true")).get();

            assertThat(ticket.finished()
                            .toCompletableFuture()
                            .handle((done, failure) -> failure)
                            .join())
                    .cause()
                    .isInstanceOfSatisfying(
                            JobFailed.class,
                            failure -> assertThat(failure.errno()).isEqualTo(Errno.EIO));
        }
    }
}
