package io.gpusched.files.eventfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.generate.Flavour;
import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.sched.LinuxBugs;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventFileTest {
    private static final int STEPS = 200;

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void what_was_written_is_read_again(Flavour flavour) throws IOException {
        Workload workload = WorkloadGenerator.generate(1, STEPS, flavour, new Fair());
        List<Event> events = new ArrayList<>();
        Simulation.play(workload, LinuxBugs.MENDED, events::add);
        RunHeader header = RunHeader.of("virtual-time", workload);

        StringWriter file = new StringWriter();
        try (EventFileWriter writer = new EventFileWriter(file, header)) {
            events.forEach(writer);
        }
        var read = EventFileReader.read("events.jsonl", file.toString().lines().toList())
                .get();

        assertThat(read.events()).isEqualTo(events);
        assertThat(read.header()).isEqualTo(header);
    }

    @Test
    void the_first_version_had_no_places_and_no_rings() {
        var read = EventFileReader.read("old.jsonl", List.of("""
                        {"gpusched_events":1,"queue":"virtual-time","credits":[2],"clients":["a"],"cut_off":false}
                        """.strip(), """
                        {"ns":5,"event":"run","job":0,"entity":0,"scheduler":0,"depth":0,"credits":1,"job_credits":1}
                        """.strip()))
                .get();

        assertThat(read.events()).containsExactly(new Event.JobRun(5, 0, 0, 0, 0, 1, 1, null));
        assertThat(read.header().rings()).containsExactly("ring 0");
        assertThat(read.header().kinds()).containsExactly(RingKind.SERIAL);
        assertThat(read.header().clients()).containsExactly("a");
    }

    @Test
    void a_version_of_the_future_is_refused_by_its_number() {
        var read = EventFileReader.read("new.jsonl", List.of("""
                        {"gpusched_events":3,"queue":"virtual-time","credits":[2],"clients":["a"],"cut_off":false}
                        """.strip()));

        assertThat(read.getError().map(Object::toString))
                .containsExactly("new.jsonl:1:1: this is version 3 of the form; this gpusched reads versions up to 2");
    }
}
