package io.gpusched.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An output that remembers its first failure, since a {@link java.io.PrintStream} does not report failures. A reader that closes its end of a
 * pipe is not a failure.
 */
final class WatchedOutput extends FilterOutputStream {
    private @Nullable String trouble;

    WatchedOutput(OutputStream to) {
        super(to);
    }

    /** Returns why something could not be written, or null. */
    @Nullable
    String trouble() {
        return trouble;
    }

    @Override
    public void write(int each) throws IOException {
        write(new byte[] {(byte) each}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException failure) {
            String reason = String.valueOf(failure.getMessage());
            if (trouble == null && !reason.toLowerCase(Locale.ROOT).contains("broken pipe")) {
                trouble = reason;
            }
            throw failure;
        }
    }
}
