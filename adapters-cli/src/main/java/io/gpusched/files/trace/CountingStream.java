package io.gpusched.files.trace;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Counts the bytes that are read from a stream: to end it where it is too long, or to report how far it has been read. */
public final class CountingStream extends FilterInputStream {
    private static final long STEP = 1 << 20;
    private final LongConsumer counted;
    private long read;

    private CountingStream(InputStream in, LongConsumer counted) {
        super(in);
        this.counted = counted;
    }

    /**
     * Limits a stream; reading beyond the limit throws {@link OverLimit}.
     *
     * @param most the most bytes that may come
     */
    public static CountingStream limited(InputStream in, long most) {
        return new CountingStream(in, read -> {
            if (read > most) {
                throw OverLimit.ofBytes(most);
            }
        });
    }

    /**
     * Reports how far a file has been read: each mebibyte, and its end.
     *
     * @param size the bytes of the file
     */
    public static CountingStream reporting(InputStream in, long size, ReadingProgress progress) {
        long[] reported = new long[1];
        return new CountingStream(in, read -> {
            if (read - reported[0] >= STEP || (read == size && reported[0] < size)) {
                reported[0] = read;
                progress.read(read, size);
            }
        });
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        count(Math.max(count, 0));
        return count;
    }

    private void count(int more) {
        read += more;
        counted.accept(read);
    }

    /** Says no: bytes that are read twice would be counted twice. */
    @Override
    public boolean markSupported() {
        return false;
    }
}
