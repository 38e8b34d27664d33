package io.gpusched.files.trace.dat;

import io.gpusched.files.trace.TemporaryCopy;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;

/**
 * Writes the events of one CPU of a trace.dat: pages of the kernel's ring buffer, little-endian. The file tells their number before the
 * first, so they are kept in a file of their own until the number is known.
 *
 * @kernel struct buffer_data_page, struct ring_buffer_event
 */
final class DatPageWriter implements Closeable {
    static final int PAGE = 4096;
    static final int PAGE_HEADER = 2 * Long.BYTES;
    private static final long LONGEST_DELTA = DatLayout.DELTA_MASK;
    private final TemporaryCopy kept;
    private final OutputStream out;
    private final ByteBuffer page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
    private long nanos;
    private long bytes;

    DatPageWriter() throws IOException {
        kept = TemporaryCopy.create();
        out = new BufferedOutputStream(Files.newOutputStream(kept.file()));
        page.position(PAGE_HEADER);
    }

    /** Adds a record, not earlier than the one before. */
    void add(long at, byte[] record) throws IOException {
        int longest = 4 * Integer.BYTES + record.length;
        if (page.remaining() < longest) {
            endPage();
        }
        if (page.position() == PAGE_HEADER) {
            page.putLong(0, at);
            nanos = at;
        }
        long delta = Math.max(0, at - nanos);
        nanos += delta;
        if (delta > LONGEST_DELTA) {
            head(DatLayout.TIME_EXTENSION, delta & LONGEST_DELTA);
            page.putInt((int) (delta >>> DatLayout.DELTA_BITS));
            delta = 0;
        }
        int words = record.length / Integer.BYTES;
        if (words <= DatLayout.LONGEST_SMALL_RECORD) {
            head(words, delta);
        } else {
            head(0, delta);
            page.putInt(record.length + Integer.BYTES);
        }
        page.put(record);
    }

    private void head(int type, long delta) {
        page.putInt((int) delta << DatLayout.TYPE_BITS | type);
    }

    private void endPage() throws IOException {
        page.putLong(Long.BYTES, page.position() - PAGE_HEADER);
        while (page.hasRemaining()) {
            page.put((byte) 0);
        }
        out.write(page.array());
        bytes += PAGE;
        page.position(PAGE_HEADER);
    }

    /** Ends the last page; nothing is added after that. Returns how many bytes of pages there are. */
    long end() throws IOException {
        if (page.position() > PAGE_HEADER) {
            endPage();
        }
        out.close();
        return bytes;
    }

    /** Hands the pages on, after the end. */
    void copyTo(OutputStream to) throws IOException {
        Files.copy(kept.file(), to);
    }

    @Override
    public void close() throws IOException {
        out.close();
        kept.close();
    }
}
