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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                .containsExactly("new.jsonl:1:20: this is version 3 of the form; this gpusched reads versions up to 2");
    }

    private static final String HEADER =
            "{'gpusched_events':2,'queue':'virtual-time','credits':[2],'rings':['gfx'],'ring_kinds':['serial'],"
                    + "'policies':['rr'],'clients':['app'],'cut_off':false}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'rings':['gfx'] | 'rings':['gfx','sdma'] | 1:67: 'rings' has 2 entries, but 'credits' has 1; expected one for each scheduler in both",
                "'ring_kinds':['serial'] | 'ring_kinds':[] | 1:88: 'ring_kinds' has 0 entries, but 'credits' has 1; expected one for each scheduler in both",
                "'policies':['rr'] | 'policies':['rr','rr'] | 1:110: 'policies' has 2 entries, but 'credits' has 1; expected one for each scheduler in both",
                "'credits':[2] | 'credits':['a'] | 1:55: 'credits' is [a]; expected a list of whole numbers from 0 to 2147483647",
                "'credits':[2] | 'credits':2 | 1:55: 'credits' is 2; expected a list of whole numbers",
                "'clients':['app'] | 'clients':[7] | 1:127: 'clients' is [7]; expected a list of texts",
                "'serial' | 'round' | 1:88: 'ring_kinds' is 'round'; expected one of serial, overlapping",
                "false | 0 | 1:145: 'cut_off' is 0; expected true or false",
                ",'cut_off':false | \"\" | 1:1: 'cut_off' is missing; expected true or false",
            })
    void a_header_that_does_not_agree_with_itself_is_refused(String text, String other, String problem) {
        assertThat(problems(HEADER.replace(text, other)).getFirst()).isEqualTo("e.jsonl:" + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'ns':5,'event':'pause','scheduler':8} | 2:37: 'scheduler' is 8, but the header names 1; expected a number below that",
                "{'ns':5,'event':'kill','entity':1} | 2:33: 'entity' is 1, but the header names 1; expected a number below that",
                "{'ns':5,'event':'signal','fence':'j0','error':5000} | 2:47: 'error' is 5000; expected a whole number from 0 to 4095",
                "{'ns':5,'event':'submit','job':0,'scheduler':0,'result':'4096'} | 2:57: 'result' is 4096; expected ok, none or the number of an error, up to 4095",
                "{'ns':99999999999999999999,'event':'done','job':0} | 2:7: 'ns' is 99999999999999999999; expected a whole number from 0 to 9223372036854775807",
                "{'ns':5,'event':'gone'} | 2:17: 'gone' is not an event; expected one that 'gpusched run --events' writes",
                "{'ns':5,'event':'done'} | 2:1: 'job' is missing; expected a whole number from 0 to 9223372036854775807",
                "{'ns':5,'event':'done','job':0} {} | 2:33: expected one flat JSON object on each line",
                "{'ns':5,'event':{'done':1},'job':0} | 2:28: expected one flat JSON object on each line",
            })
    void a_line_that_does_not_agree_with_the_header_is_refused_with_its_place(String line, String problem) {
        assertThat(problems(HEADER, line)).containsExactly("e.jsonl:" + problem);
    }

    private static List<String> problems(String... lines) {
        return EventFileReader.read(
                        "e.jsonl",
                        Stream.of(lines).map(each -> each.replace('\'', '"')).toList())
                .getError()
                .map(Object::toString)
                .asJava();
    }
}
