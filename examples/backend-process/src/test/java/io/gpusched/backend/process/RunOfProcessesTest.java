package io.gpusched.backend.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.executor.UntilQuiet;
import io.gpusched.adapters.virtualthread.VirtualThreadWriter;
import io.gpusched.application.device.Device;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.workload.BackendSite;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Player;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run whose last step comes from a process, and not from a timer, ends by itself. */
final class RunOfProcessesTest {
    private static final Workload THREE_JOBS = new Workload(
            new Fifo(),
            List.of(new Workload.SchedulerLine(
                    "pool", 2, Nanos.NO_LIMIT, 0, OnTimeout.SIGNAL, Workload.SchedulerLine.OWN_SCORE)),
            List.of(new Workload.EntityLine("anna", Priority.NORMAL, List.of(0))),
            List.of(),
            List.of(push(0), push(1), push(2)),
            Nanos.NEVER);

    private static Workload.TimedStep push(long job) {
        return new Workload.TimedStep(0, new Workload.Step.Push(job, 0, 1, GpuWork.of(20_000_000), List.of()));
    }

    @Test
    @Timeout(60)
    void ends_when_every_process_has_ended_and_not_before() {
        List<Player> players = new ArrayList<>();
        UntilQuiet<Boolean> run = new UntilQuiet<>(
                Nanos.NEVER,
                writer -> {
                    Device device = new Device(writer, Tracepoints.NONE);
                    Player player = new Player(
                            THREE_JOBS,
                            device,
                            writer,
                            THREE_JOBS.backend(new ProcessBackendProvider(), BackendSite.plain()));
                    players.add(player);
                    player.start();
                    return nanos -> isIdle(player);
                },
                () -> !isIdle(players.getFirst()));

        assertThat(run.on(onFailure -> VirtualThreadWriter.start("processes", onFailure)))
                .isTrue();
    }

    private static boolean isIdle(Player player) {
        return player.schedulers().getFirst().pending().first() == null
                && player.entities().getFirst().queued() == 0;
    }
}
