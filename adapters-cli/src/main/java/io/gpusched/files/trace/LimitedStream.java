package io.gpusched.files.trace;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with {@link OverLimit} where a stream is longer than it may be. */
public final class LimitedStream extends FilterInputStream {
    private final long most;
    private long read;

    /**
     * Limits a stream.
     *
     * @param most the most bytes that may come
     */
    public LimitedStream(InputStream in, long most) {
        super(in);
        this.most = most;
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
        if (read > most) {
            throw OverLimit.ofBytes(most);
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
