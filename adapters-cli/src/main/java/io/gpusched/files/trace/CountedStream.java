package io.gpusched.files.trace;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells how far a file has been read. */
public final class CountedStream extends FilterInputStream {
    private static final long STEP = 1 << 20;
    private final Progress progress;
    private final long size;
    private long read;
    private long told;

    public CountedStream(InputStream in, long size, Progress progress) {
        super(in);
        this.size = size;
        this.progress = progress;
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
        if (read - told >= STEP || (read == size && told < size)) {
            told = read;
            progress.read(read, size);
        }
    }
}
