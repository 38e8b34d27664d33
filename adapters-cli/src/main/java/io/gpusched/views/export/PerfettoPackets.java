package io.gpusched.views.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The packets of a trace in Perfetto's own form. */
final class PerfettoPackets {
    private static final int PACKET = 1;
    private static final int SEQUENCE_ID = 10;
    private static final long OUR_SEQUENCE = 1;
    private final OutputStream to;

    PerfettoPackets(OutputStream to) {
        this.to = to;
    }

    /** Writes a packet; the number of the sequence that it belongs to is added. */
    void write(ProtoMessage packet) {
        try {
            to.write(new ProtoMessage()
                    .message(PACKET, packet.number(SEQUENCE_ID, OUR_SEQUENCE))
                    .toByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
