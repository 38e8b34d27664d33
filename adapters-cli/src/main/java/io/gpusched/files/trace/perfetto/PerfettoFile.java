package io.gpusched.files.trace.perfetto;

import io.gpusched.files.trace.OverLimit;
import io.gpusched.files.trace.PlainText;
import io.gpusched.files.trace.ReadingLimits;
import io.gpusched.files.trace.SchedulerEvents;
import io.gpusched.files.trace.Tally;
import io.gpusched.files.trace.TraceEvent;
import io.gpusched.files.trace.TraceText;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the kernel's events in a trace of Perfetto: a row of packets, some of which hold the events that one CPU has recorded since its
 * last packet. Events that this version of Perfetto has no form for name themselves and their fields, or are described by the trace.
 *
 * <p>It reads one packet at a time. What it keeps are events of use, see {@link KeptEvents}, and names of threads.
 */
public final class PerfettoFile {
    private static final int PACKET = 1;
    private static final int PACKET_EVENTS = 1;
    private static final int PACKET_PROCESS_TREE = 2;
    private static final int PACKET_COMPRESSED = 50;
    private static final int PACKET_TRACK = 60;
    /** No field of a packet has a higher number; the highest is for tests. */
    private static final int HIGHEST_FIELD = 1_000;

    private static final int EVENT_SWITCH = 4;
    private static final int EVENT_GENERIC = 327;
    private static final int MOST_DESCRIBED = 1 << 16;
    private static final int MOST_CPUS = 1 << 16;
    private static final int EVENTS_OF_A_JOB = 8;
    /** Perfetto itself makes none of more than a few MiB. */
    private static final int LARGEST_PACKET = 1 << 26;

    private final Tally tally;
    private final TraceText sink;
    private final long mostBytes;
    private final KeptEvents kept;
    private final TaskNames tasks = new TaskNames();
    private final Map<Integer, EventShape> described = new HashMap<>();
    private long packets;
    private long events;
    private long unpacked;

    /** Makes a reader that hands the events on. */
    public PerfettoFile(Tally tally, TraceText sink, ReadingLimits limits) {
        this.tally = tally;
        this.sink = sink;
        this.mostBytes = limits.bytes();
        this.kept = new KeptEvents((int) Math.min(EVENTS_OF_A_JOB * (long) limits.jobs(), Integer.MAX_VALUE - 8));
    }

    /**
     * Tells whether a file that begins so is of Perfetto. It begins with a packet, whose first byte is a line feed in text; so the packet's
     * fields must be in order as far as they are known.
     */
    public static boolean begins(byte[] first) {
        if (!isBinary(first)) {
            return false;
        }
        ProtoCursor file = new ProtoCursor(first);
        try {
            if (!file.next() || file.field() != PACKET || !file.isBytes()) {
                return false;
            }
            long length = file.packed();
            int from = first.length - file.remaining();
            if (length <= 0 || length > LARGEST_PACKET) {
                return false;
            }
            boolean whole = length <= first.length - from;
            return isPacket(new ProtoCursor(first, from, whole ? (int) (from + length) : first.length), whole);
        } catch (ProtoCursor.Damaged other) {
            return false;
        }
    }

    /** Tells whether all fields are in order; of a packet that is not known to its end, the first. */
    private static boolean isPacket(ProtoCursor packet, boolean whole) {
        boolean any = false;
        try {
            while (packet.next()) {
                if (packet.field() > HIGHEST_FIELD) {
                    return false;
                }
                any = true;
                packet.skip();
            }
        } catch (ProtoCursor.Damaged cut) {
            return any && !whole;
        }
        return any;
    }

    private static boolean isBinary(byte[] first) {
        for (byte each : first) {
            if (each >= 0 && each < ' ' && each != '\n' && each != '\t' && each != '\r') {
                return true;
            }
        }
        return false;
    }

    /** Reads to the end; what makes the file unusable is noted. */
    public void read(InputStream in) throws IOException {
        try {
            readPackets(in, true);
            kept.forEach(this::accept);
        } catch (EOFException | ProtoCursor.Damaged damaged) {
            tally.fatal("this trace of Perfetto is cut short or damaged after " + packets + " packets: "
                    + damaged.getMessage() + "; copy it again, or record again");
        }
    }

    private void readPackets(InputStream in, boolean outermost) throws IOException {
        for (int next = in.read(); next >= 0; next = in.read()) {
            long tag = varint(in, next);
            if (tag != (PACKET << 3 | ProtoCursor.LENGTH_DELIMITED)) {
                throw new ProtoCursor.Damaged("there is something else between the packets");
            }
            long length = varint(in, in.read());
            if (length < 0 || length > LARGEST_PACKET) {
                throw new ProtoCursor.Damaged("a packet of " + Long.toUnsignedString(length) + " bytes");
            }
            byte[] packet = in.readNBytes((int) length);
            if (packet.length < length) {
                throw new EOFException("the last packet has " + packet.length + " of " + length + " bytes");
            }
            packets++;
            readPacket(new ProtoCursor(packet), outermost);
        }
    }

    private static long varint(InputStream in, int first) throws IOException {
        long value = 0;
        int next = first;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (next < 0) {
                throw new EOFException("it ends inside a number");
            }
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
            next = in.read();
        }
        throw new ProtoCursor.Damaged("a number has more than 64 bits");
    }

    private void readPacket(ProtoCursor packet, boolean outermost) throws IOException {
        while (packet.next()) {
            switch (packet.field()) {
                case PACKET_EVENTS -> readBundle(packet.message());
                case PACKET_PROCESS_TREE -> tasks.addTree(packet.message());
                case PACKET_TRACK -> tasks.addTrack(packet.message());
                case PACKET_COMPRESSED -> {
                    if (!outermost) {
                        throw new ProtoCursor.Damaged("packets are packed into packed ones");
                    }
                    readPackets(unpack(packet.copy()), false);
                }
                default -> packet.skip();
            }
        }
    }

    private InputStream unpack(byte[] packed) throws IOException {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            byte[] packets = in.readNBytes(LARGEST_PACKET + 1);
            if (packets.length > LARGEST_PACKET) {
                throw new OverLimit("packed packets of this trace unpack to more than 64 MiB at once, "
                        + "and Perfetto packs less than 1 MiB; record again");
            }
            unpacked += packets.length;
            if (unpacked > mostBytes) {
                throw OverLimit.ofBytes(mostBytes);
            }
            return new ByteArrayInputStream(packets);
        } catch (ZipException | EOFException damaged) {
            throw new ProtoCursor.Damaged("packed packets do not unpack");
        }
    }

    private void readBundle(ProtoCursor bundle) {
        int cpu = 0;
        ProtoCursor again = bundle.duplicate();
        while (bundle.next()) {
            switch (bundle.field()) {
                case 1 -> cpu = (int) Math.min(bundle.number() & Integer.MAX_VALUE, MOST_CPUS);
                case 3 -> {
                    if (bundle.number() != 0) {
                        tally.lost(0);
                    }
                }
                case 4 -> tasks.addSwitches(bundle.message());
                case 11 -> describe(bundle.message());
                default -> bundle.skip();
            }
        }
        while (again.next()) {
            if (again.field() == 2) {
                readEvent(cpu, again.message());
            } else {
                again.skip();
            }
        }
    }

    private void describe(ProtoCursor descriptor) {
        int field = 0;
        @Nullable EventShape shape = null;
        while (descriptor.next()) {
            switch (descriptor.field()) {
                case 1 -> field = (int) descriptor.number();
                case 2 -> shape = EventShape.described(descriptor.message());
                default -> descriptor.skip();
            }
        }
        if (shape != null && described.size() < MOST_DESCRIBED) {
            described.put(field, shape);
        }
    }

    private void readEvent(int cpu, ProtoCursor event) {
        long nanos = 0;
        int pid = 0;
        int kind = 0;
        @Nullable ProtoCursor fields = null;
        while (event.next()) {
            if (event.field() == 1) {
                nanos = event.number();
            } else if (event.field() == 2) {
                pid = (int) event.number();
            } else if (event.isBytes()) {
                kind = event.field();
                fields = event.message();
            } else {
                event.skip();
            }
        }
        if (fields != null) {
            take(nanos, cpu, pid, kind, fields);
        }
    }

    /** Keeps an event if it may be of use, else only counts it. */
    private void take(long nanos, int cpu, int pid, int kind, ProtoCursor fields) {
        String name = name(kind, fields.duplicate());
        if (kind == EVENT_SWITCH) {
            tasks.addSwitch(fields.duplicate());
        }
        if (nanos >= 0 && (SchedulerEvents.mayConcern(name) || SchedulerEvents.isMark(name))) {
            kept.add(nanos, cpu, pid, kind, fields);
        } else {
            tally.line();
            tally.useless(name);
        }
    }

    private String name(int kind, ProtoCursor fields) {
        if (kind == EVENT_GENERIC) {
            return EventText.nameOfGeneric(fields);
        }
        EventShape shape = shape(kind);
        return shape == null ? "event " + kind + " of Perfetto" : shape.name();
    }

    private @Nullable EventShape shape(int kind) {
        EventShape known = EventShape.KNOWN.get(kind);
        return known == null ? described.get(kind) : known;
    }

    private void accept(long nanos, int cpu, int pid, int kind, ProtoCursor fields) {
        events++;
        tally.line();
        EventShape shape = shape(kind);
        String name = name(kind, fields.duplicate());
        String text = shape == null ? EventText.ofGeneric(fields) : EventText.of(shape, fields);
        sink.accept(events, new TraceEvent(0, tasks.of(pid), pid, cpu, nanos, PlainText.of(name), text, 0));
    }
}
