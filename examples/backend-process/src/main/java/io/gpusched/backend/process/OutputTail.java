package io.gpusched.backend.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The end of what a process prints, of a bounded size, however much that is. Used by one thread. */
final class OutputTail {
    private final byte[] ring;
    private long total;

    OutputTail(int mostBytes) {
        this.ring = new byte[mostBytes];
    }

    /** Reads until the process closes its output, and so never lets it wait for a reader. */
    void readAll(InputStream output) throws IOException {
        byte[] chunk = new byte[8_192];
        for (int count = output.read(chunk); count >= 0; count = output.read(chunk)) {
            for (int i = 0; i < count && ring.length > 0; i++) {
                ring[(int) ((total + i) % ring.length)] = chunk[i];
            }
            total += count;
        }
    }

    /** Returns what is kept. */
    String text() {
        int kept = (int) Math.min(total, ring.length);
        byte[] text = new byte[kept];
        for (int i = 0; i < kept; i++) {
            text[i] = ring[(int) ((total - kept + i) % ring.length)];
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Returns how many bytes were dropped. */
    long left() {
        return Math.max(0, total - ring.length);
    }
}
