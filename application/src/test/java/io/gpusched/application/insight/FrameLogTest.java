package io.gpusched.application.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.insight.FrameLog.Frame;
import io.gpusched.domain.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameLogTest {
    private final FrameLog log = new FrameLog(List.of("game", "game", "desktop"));

    private void queue(long nanos, long job, int entity) {
        log.accept(new Event.JobQueued(nanos, job, entity, 0, 0, 0, 1));
    }

    private void done(long nanos, long job) {
        log.accept(new Event.JobDone(nanos, job));
    }

    @Test
    void what_an_entity_queues_at_one_time_is_one_frame() {
        queue(5, 0, 0);
        queue(5, 1, 0);
        queue(6, 2, 0);
        done(20, 1);
        done(30, 0);
        done(40, 2);

        assertThat(log.frames("game")).containsExactly(new Frame("game", 0, 5, 30), new Frame("game", 2, 6, 40));
    }

    @Test
    void a_job_belongs_to_the_frame_of_what_it_waits_for_in_the_same_client_only() {
        queue(5, 0, 0);
        queue(7, 1, 1);
        log.accept(new Event.DependencyAdded(7, 1, new FenceName.Finished(0)));
        queue(8, 2, 2);
        log.accept(new Event.DependencyAdded(8, 2, new FenceName.Finished(1)));
        done(10, 0);
        done(20, 1);
        done(30, 2);

        assertThat(log.frames("game")).containsExactly(new Frame("game", 0, 5, 20));
        assertThat(log.frames("desktop")).containsExactly(new Frame("desktop", 2, 8, 30));
    }

    @Test
    void a_frame_that_is_not_done_lasts_until_the_end() {
        queue(5, 0, 0);
        queue(5, 1, 0);
        done(20, 0);
        queue(25, 2, 2);

        assertThat(log.frames("game").getFirst().doneNanos()).isEqualTo(Nanos.NEVER);
        assertThat(log.frames("game").getFirst().nanos(log.endNanos())).isEqualTo(20);
    }
}
