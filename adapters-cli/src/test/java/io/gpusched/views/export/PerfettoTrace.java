package io.gpusched.views.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads Perfetto's own form with the library of its makers, by the numbers of the fields alone. */
final class PerfettoTrace {
    private final Map<Long, UnknownFieldSet> descriptors = new TreeMap<>();
    private final Map<Long, String> tasks = new TreeMap<>();
    private final Map<Long, Deque<UnknownFieldSet>> open = new TreeMap<>();
    private final Map<Long, String> from = new TreeMap<>();
    private final Map<Long, String> to = new TreeMap<>();
    private final Drawing drawing =
            new Drawing(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
    /** The tracepoints, as trace-cmd would print their names and fields. */
    final List<String> tracepoints = new ArrayList<>();

    /** Reads a file. */
    PerfettoTrace(byte[] bytes) throws IOException {
        List<UnknownFieldSet> packets = messages(UnknownFieldSet.parseFrom(bytes), 1);
        for (UnknownFieldSet packet : packets) {
            assertThat(number(packet, 10)).as("sequence").isEqualTo(1);
            messages(packet, 60)
                    .forEach(each ->
                            assertThat(descriptors.put(number(each, 1), each)).isNull());
            messages(packet, 2)
                    .forEach(tree -> messages(tree, 1).forEach(each -> tasks.put(number(each, 1), text(each, 3))));
            messages(packet, 1).forEach(bundle -> messages(bundle, 2).forEach(this::tracepoint));
        }
        packets.stream()
                .filter(each -> each.hasField(11))
                .sorted(Comparator.comparingLong(each -> number(each, 8)))
                .forEach(each -> event(number(each, 8), messages(each, 11).getFirst()));
        assertThat(open).allSatisfy((track, stack) -> assertThat(stack).isEmpty());
        assertThat(to.keySet()).isEqualTo(from.keySet());
        from.forEach((id, words) -> drawing.arrows().put(id, words + " => " + to.get(id)));
    }

    Drawing drawing() {
        return drawing;
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet of, int field) {
        return of.getField(field).getLengthDelimitedList().stream()
                .map(PerfettoTrace::message)
                .toList();
    }

    private static UnknownFieldSet message(ByteString bytes) {
        try {
            return UnknownFieldSet.parseFrom(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long number(UnknownFieldSet of, int field) {
        assertThat(of.getField(field).getVarintList()).as("field " + field).hasSize(1);
        return of.getField(field).getVarintList().getFirst();
    }

    private static String text(UnknownFieldSet of, int field) {
        return of.getField(field).getLengthDelimitedList().getFirst().toStringUtf8();
    }

    private String process(long track) {
        UnknownFieldSet descriptor = descriptors.get(track);
        return descriptor.hasField(3) ? text(messages(descriptor, 3).getFirst(), 6) : process(number(descriptor, 5));
    }

    private void event(long nanos, UnknownFieldSet event) {
        long track = number(event, 11);
        assertThat(descriptors).containsKey(track);
        switch ((int) number(event, 9)) {
            case 1 -> {
                UnknownFieldSet.Field time =
                        UnknownFieldSet.Field.newBuilder().addVarint(nanos).build();
                open.computeIfAbsent(track, each -> new ArrayDeque<>())
                        .push(UnknownFieldSet.newBuilder(event)
                                .addField(100, time)
                                .build());
            }
            case 2 -> end(nanos, track, open.get(track).pop());
            case 3 -> drawing.marks().add(Drawing.mark(process(track), text(event, 23), nanos));
            default -> {
                assertThat(descriptors.get(track).hasField(8)).isTrue();
                double value = Double.longBitsToDouble(
                        event.getField(44).getFixed64List().getFirst());
                drawing.counts().add(Drawing.count(process(track), text(descriptors.get(track), 2), nanos, value));
            }
        }
    }

    private void end(long nanos, long track, UnknownFieldSet begin) {
        String words = Drawing.slice(
                process(track), text(descriptors.get(track), 2), text(begin, 23), number(begin, 100), nanos);
        drawing.slices().add(words);
        begin.getField(47)
                .getFixed64List()
                .forEach(id -> assertThat(from.put(id, words)).isNull());
        begin.getField(48)
                .getFixed64List()
                .forEach(id -> assertThat(to.put(id, words)).isNull());
    }

    private void tracepoint(UnknownFieldSet event) {
        List<Integer> kinds =
                event.asMap().keySet().stream().filter(each -> each > 500).toList();
        assertThat(kinds).hasSize(1);
        UnknownFieldSet fields = messages(event, kinds.getFirst()).getFirst();
        String words = switch (kinds.getFirst()) {
            case 593 -> "drm_sched_job_queue: " + counted(fields);
            case 594 -> "drm_sched_job_run: " + counted(fields);
            case 592 -> "drm_sched_job_done: fence=" + fence(fields, 1) + " signaled";
            case 591 -> "drm_sched_job_add_dep: fence=" + fence(fields, 1) + " depends on fence=" + fence(fields, 3);
            default ->
                "drm_sched_job_unschedulable: fence=" + fence(fields, 1) + " depends on unsignalled fence="
                        + fence(fields, 3);
        };
        long pid = number(event, 2);
        tracepoints.add(tasks.getOrDefault(pid, "") + "-" + pid + " " + (number(event, 1) + 500) / 1_000 + " " + words);
    }

    private static String counted(UnknownFieldSet fields) {
        return "dev=" + text(fields, 4) + ", fence=" + fence(fields, 5) + ", ring=" + text(fields, 1) + ", job count:"
                + number(fields, 2) + ", hw job count:" + number(fields, 3) + ", client_id:" + number(fields, 7);
    }

    private static String fence(UnknownFieldSet fields, int first) {
        return number(fields, first) + ":" + number(fields, first + 1);
    }
}
