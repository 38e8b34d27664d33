package io.gpusched.application.recording;

import io.gpusched.application.recording.Recording.RecordedRing;

/** Picks rings of a recording, by what people know them by. */
public sealed interface RingSelector {
    /** Tells whether it picks a ring. */
    boolean picks(RecordedRing ring);

    /** Every ring. */
    record All() implements RingSelector {
        @Override
        public boolean picks(RecordedRing ring) {
            return true;
        }
    }

    /**
     * The rings of that name, on every device; or one of them.
     *
     * @param name the whole name, as the trace has it; with the device and a blank in front, the ring of that device
     */
    record ByName(String name) implements RingSelector {
        @Override
        public boolean picks(RecordedRing ring) {
            return ring.name().equals(name) || ring.fullName().equals(name);
        }
    }
}
