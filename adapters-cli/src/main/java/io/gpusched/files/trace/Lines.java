package io.gpusched.files.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines of a stream, one at a time, in a buffer that does not grow with the file. */
public final class Lines {
    /** Longer lines are cut; no event comes near. */
    static final int LONGEST = 1 << 15;

    /** Where no line ends for so long, there are no lines. */
    private static final long ENDLESS = 1L << 24;

    private static final int BUFFER = 4 * LONGEST;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private boolean atEnd;
    private String text = "";
    private long number;
    private boolean tooLong;
    private boolean unfinished;
    private long dropped;

    public Lines(InputStream in) {
        this.in = in;
    }

    /** Moves to the next line; false if there is none. */
    boolean next() throws IOException {
        int end = findEnd();
        if (end < 0) {
            return false;
        }
        int length = end - from;
        tooLong = length > LONGEST;
        dropped = 0;
        text = decode(from, Math.min(length, LONGEST));
        from = Math.min(end + 1, to);
        number++;
        return true;
    }

    /** Returns where the line ends, after reading on if need be; -1 at the end of the file. */
    private int findEnd() throws IOException {
        unfinished = false;
        int searched = from;
        while (true) {
            for (int i = searched; i < to; i++) {
                if (buffer[i] == '\n') {
                    return i;
                }
            }
            searched = to;
            if (atEnd) {
                unfinished = to > from;
                return to > from ? to : -1;
            }
            searched -= makeRoom();
            int read = in.read(buffer, to, BUFFER - to);
            atEnd = read < 0;
            to += Math.max(read, 0);
        }
    }

    /** Moves what is left to the front; of a line that fills the buffer the middle is dropped. Returns by how much. */
    private int makeRoom() {
        if (from == 0 && to == BUFFER) {
            to = LONGEST + 1;
            dropped += BUFFER - to;
            if (dropped > ENDLESS) {
                throw new OverLimit("line " + (number + 1) + " is longer than 16 MiB, so this is not a text of lines; "
                        + "copy the file again, or record again");
            }
            return BUFFER - to;
        }
        int moved = from;
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= moved;
        from = 0;
        return moved;
    }

    private String decode(int start, int length) {
        int end = start + length;
        if (end > start && buffer[end - 1] == '\r') {
            end--;
        }
        return PlainText.of(new String(buffer, start, end - start, StandardCharsets.UTF_8));
    }

    /** Returns the line without its end. */
    String text() {
        return text;
    }

    /** Returns its number, from 1. */
    long number() {
        return number;
    }

    /** Tells whether the line was cut. */
    boolean isTooLong() {
        return tooLong;
    }

    /** Tells whether this is the last line and has no end. */
    boolean isUnfinished() {
        return unfinished;
    }

    /** Returns the first bytes of the file, without moving on. */
    public byte[] peek() throws IOException {
        while (!atEnd && to < LONGEST) {
            int read = in.read(buffer, to, BUFFER - to);
            atEnd = read < 0;
            to += Math.max(read, 0);
        }
        return Arrays.copyOfRange(buffer, from, to);
    }
}
