package io.gpusched.views.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tracks in Perfetto's own form: what its SDK calls track events. */
final class NativeTracks implements Tracks {
    /** Far from the ids of the tasks that the tracepoints name. */
    private static final int FIRST_PROCESS = 1_000_000;

    private static final int NONE = 0;
    private static final int PLAIN = 0;
    private static final int EXPLICIT_ORDER = 3;
    private final PerfettoPackets packets;
    private final List<Owner> numbers = new ArrayList<>();
    private final Map<Integer, Lanes> lives = new TreeMap<>();

    /** What a number stands for, and in which process. */
    private record Owner(int process, String name, int order) {}

    /** The numbers of fields, by message. */
    private static final class Field {
        static final int PACKET_TIMESTAMP = 8;
        static final int PACKET_TRACK_EVENT = 11;
        static final int PACKET_TRACK_DESCRIPTOR = 60;
        static final int DESCRIPTOR_UUID = 1;
        static final int DESCRIPTOR_NAME = 2;
        static final int DESCRIPTOR_PROCESS = 3;
        static final int DESCRIPTOR_PARENT = 5;
        static final int DESCRIPTOR_COUNTER = 8;
        static final int DESCRIPTOR_CHILD_ORDERING = 11;
        static final int DESCRIPTOR_RANK = 12;
        static final int PROCESS_PID = 1;
        static final int PROCESS_NAME = 6;
        static final int EVENT_TYPE = 9;
        static final int EVENT_TRACK = 11;
        static final int EVENT_CATEGORY = 22;
        static final int EVENT_NAME = 23;
        static final int EVENT_DOUBLE_VALUE = 44;
        static final int EVENT_FLOW = 47;
        static final int EVENT_LAST_FLOW = 48;
        static final int EVENT_DETAIL = 4;
        static final int DETAIL_NUMBER = 4;
        static final int DETAIL_TEXT = 6;
        static final int DETAIL_NAME = 10;

        private Field() {}
    }

    /** Kinds of events, with their numbers on the wire. */
    private enum Type {
        BEGIN(1),
        END(2),
        INSTANT(3),
        COUNTER(4);

        private final int number;

        Type(int number) {
            this.number = number;
        }
    }

    NativeTracks(PerfettoPackets packets) {
        this.packets = packets;
    }

    private int number(int process, String name, int order) {
        numbers.add(new Owner(process == NONE ? numbers.size() + 1 : process, name, order));
        return numbers.size();
    }

    private Owner owner(int number) {
        return numbers.get(number - 1);
    }

    @Override
    public int process(String name) {
        int process = number(NONE, name, PLAIN);
        describe(new ProtoMessage()
                .number(Field.DESCRIPTOR_UUID, process)
                .message(
                        Field.DESCRIPTOR_PROCESS,
                        new ProtoMessage()
                                .number(Field.PROCESS_PID, FIRST_PROCESS + process)
                                .text(Field.PROCESS_NAME, name))
                .number(Field.DESCRIPTOR_CHILD_ORDERING, EXPLICIT_ORDER));
        return process;
    }

    @Override
    public int track(int process, String name, int order) {
        int track = number(process, name, order);
        describe(child(track, process, name).number(Field.DESCRIPTOR_RANK, order));
        return track;
    }

    @Override
    public int counter(int process, String owner, String name) {
        String label = owner + " " + name;
        int counter = number(process, label, PLAIN);
        describe(child(counter, process, label).message(Field.DESCRIPTOR_COUNTER, new ProtoMessage()));
        return counter;
    }

    private static ProtoMessage child(int number, int parent, String name) {
        return new ProtoMessage()
                .number(Field.DESCRIPTOR_UUID, number)
                .text(Field.DESCRIPTOR_NAME, name)
                .number(Field.DESCRIPTOR_PARENT, parent);
    }

    private void describe(ProtoMessage descriptor) {
        packets.write(new ProtoMessage().message(Field.PACKET_TRACK_DESCRIPTOR, descriptor));
    }

    @Override
    public void slice(int track, Slice slice) {
        begin(track, slice);
        end(track, slice.toNanos());
    }

    /** Perfetto draws tracks of one name and one parent as one. */
    @Override
    public void life(int track, Slice whole, List<Slice> parts) {
        Owner owner = owner(track);
        int lane = lives.computeIfAbsent(
                        track,
                        each -> new Lanes(place -> track(owner.process(), owner.name() + ", jobs", owner.order())))
                .take(whole.fromNanos(), whole.toNanos());
        begin(lane, whole);
        parts.forEach(each -> slice(lane, each));
        end(lane, whole.toNanos());
    }

    private void begin(int track, Slice slice) {
        ProtoMessage event =
                event(Type.BEGIN, track).text(Field.EVENT_CATEGORY, "job").text(Field.EVENT_NAME, slice.name());
        slice.out().forEach(each -> event.fixed(Field.EVENT_FLOW, each.id()));
        slice.in().forEach(each -> event.fixed(Field.EVENT_LAST_FLOW, each.id()));
        slice.details().forEach(each -> event.message(Field.EVENT_DETAIL, detail(each)));
        write(slice.fromNanos(), event);
    }

    private static ProtoMessage detail(Detail detail) {
        ProtoMessage message = new ProtoMessage().text(Field.DETAIL_NAME, detail.name());
        return switch (detail.value()) {
            case Long number -> message.number(Field.DETAIL_NUMBER, number);
            default -> message.text(Field.DETAIL_TEXT, detail.value().toString());
        };
    }

    private void end(int track, long nanos) {
        write(nanos, event(Type.END, track));
    }

    @Override
    public void mark(int process, String name, long nanos) {
        write(
                nanos,
                event(Type.INSTANT, process).text(Field.EVENT_CATEGORY, "mark").text(Field.EVENT_NAME, name));
    }

    @Override
    public void count(int counter, long nanos, double value) {
        write(nanos, event(Type.COUNTER, counter).real(Field.EVENT_DOUBLE_VALUE, value));
    }

    private static ProtoMessage event(Type type, int track) {
        return new ProtoMessage().number(Field.EVENT_TYPE, type.number).number(Field.EVENT_TRACK, track);
    }

    private void write(long nanos, ProtoMessage event) {
        packets.write(
                new ProtoMessage().number(Field.PACKET_TIMESTAMP, nanos).message(Field.PACKET_TRACK_EVENT, event));
    }

    @Override
    public void complete() {
        // Every packet stands for itself.
    }
}
