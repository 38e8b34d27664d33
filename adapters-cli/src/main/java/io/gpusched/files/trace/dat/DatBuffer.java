package io.gpusched.files.trace.dat;

import io.gpusched.files.trace.Tally;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The events of one CPU in a trace.dat: pages of the kernel's ring buffer. A page begins with a time and the number of bytes in use; each
 * record tells the time since the one before.
 *
 * @kernel struct buffer_data_page, struct ring_buffer_event
 */
final class DatBuffer {
    private static final int USED_MASK = (1 << 27) - 1;
    private static final long LOST_EVENTS = 1L << 31;
    private static final long LOST_EVENTS_COUNTED = 1L << 30;
    private static final long HIGH_BITS_OF_TIME = -1L << 59;

    private final DatPages pages;
    private final Tally tally;
    private final int cpu;
    private final int place;
    private final int headerSize;
    private ByteBuffer page = ByteBuffer.allocate(0);
    private int at;
    private int pageEnd;
    private long nanos;
    private ByteBuffer record;

    /**
     * Makes a reader in front of the first event.
     *
     * @param place its place among the buffers of the file, which decides between events of one time
     * @param headerSize bytes in front of the records of a page
     */
    DatBuffer(DatPages pages, Tally tally, int cpu, int place, int headerSize) {
        this.pages = pages;
        this.tally = tally;
        this.cpu = cpu;
        this.place = place;
        this.headerSize = headerSize;
        this.record = page;
    }

    int cpu() {
        return cpu;
    }

    int place() {
        return place;
    }

    /** Returns how many bytes of the file have been taken so far. */
    long bytesTaken() {
        return pages.bytesTaken();
    }

    /** Returns the time of the event. */
    long nanos() {
        return nanos;
    }

    /** Returns the event, as a buffer that begins and ends with it. */
    ByteBuffer record() {
        return record;
    }

    /** Moves to the next event; false if there is none. */
    boolean next() {
        while (at < pageEnd || nextPage()) {
            if (at >= pageEnd) {
                continue;
            }
            int head = page.getInt(at);
            boolean little = page.order() == ByteOrder.LITTLE_ENDIAN;
            int type = little ? head & ((1 << DatLayout.TYPE_BITS) - 1) : head >>> DatLayout.DELTA_BITS;
            long delta = little ? head >>> DatLayout.TYPE_BITS : head & DatLayout.DELTA_MASK;
            at += Integer.BYTES;
            if (type == 0) {
                nanos += delta;
                int length = page.getInt(at) - Integer.BYTES;
                return take(at + Integer.BYTES, length);
            }
            if (type <= DatLayout.LONGEST_SMALL_RECORD) {
                nanos += delta;
                return take(at, type * Integer.BYTES);
            }
            skip(type, delta);
        }
        return false;
    }

    private void skip(int type, long delta) {
        if (type == DatLayout.PADDING) {
            nanos += delta;
            int length = page.getInt(at);
            at = delta == 0 || length < 0 ? pageEnd : at + length;
            return;
        }
        long time = (Integer.toUnsignedLong(page.getInt(at)) << DatLayout.DELTA_BITS) + delta;
        nanos = type == DatLayout.TIME_EXTENSION ? nanos + time : (nanos & HIGH_BITS_OF_TIME) | time;
        at += Integer.BYTES;
    }

    private boolean take(int start, int length) {
        if (length < 0 || start + length > pageEnd) {
            throw new DatFile.Unusable("an event does not end with its page");
        }
        record = page.slice(start, length).order(page.order());
        at = start + (length + Integer.BYTES - 1) / Integer.BYTES * Integer.BYTES;
        return true;
    }

    private boolean nextPage() {
        Optional<ByteBuffer> next = pages.next();
        if (next.isEmpty()) {
            return false;
        }
        page = next.get();
        nanos = page.getLong(0);
        long commit = Integer.toUnsignedLong(page.getInt(Long.BYTES + commitPadding()));
        int used = (int) (commit & USED_MASK);
        if (used > page.limit() - headerSize) {
            throw new DatFile.Unusable("a page has more in it than fits");
        }
        at = headerSize;
        pageEnd = at + used;
        if ((commit & LOST_EVENTS) != 0) {
            boolean counted = (commit & LOST_EVENTS_COUNTED) != 0 && pageEnd + Integer.BYTES <= page.limit();
            tally.lost(counted ? Integer.toUnsignedLong(page.getInt(pageEnd)) : 0);
        }
        return true;
    }

    /** The number of bytes in use is the low half of a long. */
    private int commitPadding() {
        return page.order() == ByteOrder.BIG_ENDIAN && headerSize > Long.BYTES + Integer.BYTES ? Integer.BYTES : 0;
    }
}
