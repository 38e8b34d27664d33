package io.gpusched.files.trace.perfetto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gpusched.application.recording.ReadingReport.Kind;
import io.gpusched.application.recording.RecordedDependency;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import io.gpusched.files.TraceFiles;
import io.gpusched.files.Traces;
import io.gpusched.files.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Traces of Perfetto as several of its versions write them. */
class PerfettoFileTest {
    private static final int BUNDLE = 1;
    private static final int TREE = 2;
    private static final int COMPRESSED = 50;
    private static final int GENERIC = 327;

    private static Proto event(long nanos, int pid, int kind, Proto fields) {
        return new Proto().number(1, nanos).number(2, pid).message(kind, fields);
    }

    private static Proto counted(long context, long seqno) {
        return new Proto()
                .text(1, "gfx")
                .number(2, 0)
                .number(3, 1)
                .text(4, "0000:01:00.0")
                .number(5, context)
                .number(6, seqno)
                .number(7, 42);
    }

    private static Proto queued(long nanos, long context, long seqno) {
        return event(nanos, 1000, 593, counted(context, seqno));
    }

    private static Proto ran(long nanos, long context, long seqno) {
        return event(nanos, 11, 594, counted(context, seqno));
    }

    private static Proto done(long nanos, long context, long seqno) {
        return event(nanos, 0, 592, new Proto().number(1, context).number(2, seqno));
    }

    private static Proto bundle(int cpu, Proto... events) {
        Proto bundle = new Proto().number(1, cpu);
        for (Proto each : events) {
            bundle.message(2, each);
        }
        return bundle;
    }

    private static Proto trace(Proto... packets) {
        Proto trace = new Proto();
        for (Proto each : packets) {
            trace.message(1, each);
        }
        return trace;
    }

    private static Proto packet(Proto bundle) {
        return new Proto().number(8, 1).message(BUNDLE, bundle);
    }

    private static Proto wholeJob() {
        return packet(bundle(0, queued(10_000, 7, 1), ran(20_000, 7, 1), done(60_000, 7, 1)));
    }

    private static Recording recording(Proto trace) {
        Validation<Seq<Problem>, Recording> read = Traces.read(trace.toByteArray());
        assertThat(read.isValid()).as(() -> read.getError().mkString("\n")).isTrue();
        return read.get();
    }

    private static List<String> problems(byte[] trace) {
        return Traces.read(trace).getError().map(Problem::toString).asJava();
    }

    @Test
    void events_of_the_scheduler_become_jobs() {
        Recording recording = recording(trace(wholeJob()));

        assertThat(recording.jobs())
                .extracting(RecordedJob::label, RecordedJob::queuedNanos, RecordedJob::runNanos, RecordedJob::doneNanos)
                .containsExactly(tuple("7:1", 10_000L, 20_000L, 60_000L));
        assertThat(recording.rings()).containsExactly(new Recording.RecordedRing("0000:01:00.0", "gfx", 1));
        assertThat(recording.clients()).containsExactly(new Recording.RecordedClient("<...>", 1000, "7", 42));
    }

    @Test
    void bundles_of_several_cpus_are_put_in_the_order_of_time() {
        Recording recording = recording(trace(
                packet(bundle(1, ran(20_000, 7, 1), ran(70_000, 7, 2))),
                packet(bundle(0, queued(10_000, 7, 1), done(60_000, 7, 1), queued(65_000, 7, 2), done(90_000, 7, 2)))));

        assertThat(Traces.labels(recording)).containsExactly("7:1", "7:2");
        assertThat(recording.report().clockInversions()).isZero();
    }

    @Test
    void the_cpu_of_a_bundle_may_stand_behind_its_events() {
        Proto bundle = new Proto()
                .message(2, queued(10_000, 7, 1))
                .message(2, ran(20_000, 7, 1))
                .message(2, done(60_000, 7, 1))
                .number(1, 3);

        assertThat(Traces.labels(recording(trace(packet(bundle))))).containsExactly("7:1");
    }

    @Test
    void dependencies_are_kept() {
        Proto dependency = new Proto().number(1, 9).number(2, 1).number(3, 7).number(4, 1);
        Recording recording = recording(trace(packet(bundle(
                0,
                queued(10_000, 7, 1),
                queued(11_000, 9, 1),
                event(12_000, 1000, 591, dependency),
                ran(20_000, 7, 1),
                event(21_000, 11, 595, dependency),
                done(60_000, 7, 1),
                ran(61_000, 9, 1),
                done(70_000, 9, 1)))));

        assertThat(recording.jobs().get(1).dependencies()).containsExactly(new RecordedDependency.Finished(0));
    }

    @Test
    void old_events_tell_jobs_by_addresses() {
        long fence = 0xffff_9f8e_0000_1000L;
        Proto job = new Proto()
                .number(1, 0xffff_9f8e_0000_2000L)
                .number(2, fence)
                .number(3, 1)
                .number(4, 13481)
                .number(5, 0)
                .text(6, "ring0");
        Recording recording = recording(trace(packet(bundle(
                0,
                event(10_000, 365, 411, job),
                event(20_000, 191, 412, job),
                event(30_000, 0, 413, new Proto().number(1, fence))))));

        assertThat(Traces.labels(recording)).containsExactly("id 13481");
        assertThat(recording.rings()).containsExactly(new Recording.RecordedRing("", "ring0", 1));
    }

    @Test
    void events_that_name_themselves_are_read_by_their_names() {
        Recording recording = recording(trace(packet(bundle(
                0,
                event(10_000, 1000, GENERIC, generic("drm_sched_job_queue")),
                event(20_000, 11, GENERIC, generic("drm_sched_job_run")),
                event(30_000, 0, GENERIC, generic("drm_sched_job_done"))))));

        assertThat(Traces.labels(recording)).containsExactly("7:1");
        assertThat(recording.rings()).containsExactly(new Recording.RecordedRing("0000:01:00.0", "gfx", 1));
    }

    private static Proto generic(String name) {
        return new Proto()
                .text(1, name)
                .message(2, new Proto().text(1, "name").text(3, "gfx"))
                .message(2, new Proto().text(1, "dev").text(3, "0000:01:00.0"))
                .message(2, new Proto().text(1, "job_count").number(5, 0))
                .message(2, new Proto().text(1, "hw_job_count").number(4, 1))
                .message(2, new Proto().text(1, "fence_context").number(5, 7))
                .message(2, new Proto().text(1, "fence_seqno").number(5, 1));
    }

    @Test
    void events_that_the_trace_describes_are_read_by_that() {
        Proto type = new Proto().text(1, "drm_sched_job_done");
        type.message(2, new Proto().text(1, "fence_seqno").number(3, 5).number(5, 4));
        type.message(2, new Proto().text(1, "fence_context").number(3, 6).number(5, 4));
        Proto descriptor = new Proto().number(1, 65_537).message(2, type);
        Proto described = new Proto().number(1, 0).message(11, descriptor);
        Proto end = new Proto().number(6, 7).number(5, 1);

        Recording recording = recording(trace(
                packet(bundle(0, queued(10_000, 7, 1), ran(20_000, 7, 1))),
                packet(described),
                packet(bundle(0, event(30_000, 0, 65_537, end)))));

        assertThat(Traces.labels(recording)).containsExactly("7:1");
    }

    @Test
    void packed_packets_are_unpacked() {
        Proto packed = new Proto().bytes(COMPRESSED, trace(wholeJob()).deflated());

        assertThat(Traces.labels(recording(trace(packed)))).containsExactly("7:1");
    }

    @Test
    void packets_packed_into_packed_ones_are_refused() {
        Proto once = new Proto().bytes(COMPRESSED, trace(wholeJob()).deflated());
        Proto twice = new Proto().bytes(COMPRESSED, trace(once).deflated());

        assertThat(problems(trace(wholeJob(), twice).toByteArray()))
                .singleElement()
                .asString()
                .contains("packets are packed into packed ones");
    }

    @Test
    void packed_packets_that_do_not_unpack_are_told() {
        byte[] deflated = trace(wholeJob()).deflated();
        deflated[3] ^= 0x55;

        assertThat(problems(trace(new Proto().bytes(COMPRESSED, deflated)).toByteArray()))
                .singleElement()
                .asString()
                .contains("damaged");
    }

    @Test
    void packed_packets_that_grow_without_end_are_refused() {
        Proto zeros = new Proto()
                .bytes(COMPRESSED, new Proto().bytes(1, new byte[(1 << 26) + 1]).deflated());

        assertThat(problems(trace(wholeJob(), zeros).toByteArray()))
                .singleElement()
                .asString()
                .contains("unpack to more than 64 MiB at once");
    }

    @Test
    void threads_have_names_from_the_list_of_processes_from_switches_and_from_their_short_form() {
        Proto tree = new Proto()
                .message(
                        1,
                        new Proto().number(1, 1000).text(3, "/usr/bin/glxgears").text(3, "-fullscreen"))
                .message(2, new Proto().number(1, 1001).number(3, 1000).text(2, "glx:worker"));
        Proto named = new Proto().text(5, "game:cs0").packed(3, 1002).packed(6, 0);
        Proto switched =
                new Proto().text(1, "Xorg:cs0").number(2, 1003).text(5, "other").number(6, 9);

        Recording recording = recording(trace(
                new Proto().message(TREE, tree),
                packet(bundle(0, whole(1000, 7)).message(4, named)),
                packet(bundle(0, whole(1001, 9)).message(2, event(5_000, 1003, 4, switched))),
                packet(bundle(0, whole(1002, 11))),
                packet(bundle(0, whole(1003, 13)))));

        assertThat(recording.clients())
                .extracting(Recording.RecordedClient::name)
                .containsExactly("glxgears", "glx:worker", "game:cs0", "Xorg:cs0");
    }

    private static Proto[] whole(int pid, long context) {
        return new Proto[] {
            event(10_000, pid, 593, counted(context, 1)), ran(20_000, context, 1), done(30_000, context, 1)
        };
    }

    @Test
    void marks_of_programs_are_kept() {
        Proto print = new Proto().number(1, 99).text(2, "frame 7\n");
        Proto driver = new Proto().number(1, 12).text(2, "commit").number(3, 1);

        Recording recording = recording(
                trace(wholeJob(), packet(bundle(0, event(70_000, 1000, 3, print), event(71_000, 1000, 80, driver)))));

        assertThat(recording.marks())
                .extracting(Recording.Mark::nanos, Recording.Mark::text)
                .containsExactly(tuple(70_000L, "frame 7"), tuple(71_000L, "B|12|commit"));
    }

    @Test
    void other_events_are_counted() {
        Recording recording = recording(trace(
                wholeJob(), packet(bundle(0, event(70_000, 1, 17, new Proto()), event(70_000, 1, 409, new Proto())))));

        assertThat(recording.report().events())
                .contains(new Kind("event 17 of Perfetto", 1, false), new Kind("event 409 of Perfetto", 1, false));
    }

    @Test
    void lost_events_are_told() {
        Recording recording = recording(trace(wholeJob(), packet(bundle(0).number(3, 1))));

        assertThat(recording.report().losses()).isEqualTo(1);
    }

    @Test
    void a_trace_without_events_of_the_scheduler_says_what_to_record() {
        assertThat(problems(trace(packet(bundle(0, event(70_000, 1, 17, new Proto()))))
                        .toByteArray()))
                .singleElement()
                .asString()
                .contains("no event of this trace is the GPU scheduler's, but event 17 of Perfetto (1)")
                .contains(TraceFiles.RECIPE);
        assertThat(problems(trace(packet(bundle(0))).toByteArray()))
                .singleElement()
                .asString()
                .contains("holds no event of the kernel");
    }

    @Test
    void any_length_short_of_the_whole_is_told_and_never_an_exception() {
        byte[] whole =
                trace(wholeJob(), packet(bundle(1, queued(90_000, 9, 1)))).toByteArray();

        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);

            assertThat(Traces.read(part).isInvalid()
                            || !Traces.read(part).get().jobs().isEmpty())
                    .isTrue();
        }
    }
}
