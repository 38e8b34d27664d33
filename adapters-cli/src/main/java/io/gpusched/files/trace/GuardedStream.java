package io.gpusched.files.trace;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that a library unpacks. Some of them answer damaged data with exceptions that stand for a programmer's mistake. */
final class GuardedStream extends FilterInputStream {
    GuardedStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IndexOutOfBoundsException | IllegalArgumentException | IllegalStateException damaged) {
            throw new IOException("it does not unpack", damaged);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | IllegalStateException damaged) {
            throw new IOException("it does not unpack", damaged);
        }
    }
}
