package io.gpusched.files.trace.perfetto;

import java.nio.charset.StandardCharsets;

/**
 * Reads a message of protocol buffers, field by field, as it lies on the wire. The library of the format's makers would do the same, but
 * reads memory through {@code sun.misc.Unsafe}, which makes JDK 25 warn at each start, and is ten times as large as all of this reader.
 *
 * <p>Every step moves on by at least one byte and never past the end of the message, so that a message of n bytes takes at most n steps.
 */
final class ProtoCursor {
    static final int VARINT = 0;
    static final int FIXED_64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int FIXED_32 = 5;
    private static final int WIRE_BITS = 3;
    private static final int WIRE_MASK = (1 << WIRE_BITS) - 1;
    private static final int PAYLOAD_BITS = 7;
    private static final int MORE = 1 << PAYLOAD_BITS;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int wireType;

    /** Says that bytes are no message. */
    static final class Damaged extends RuntimeException {
        Damaged(String message) {
            super(message);
        }
    }

    ProtoCursor(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Makes a cursor on a part of an array. */
    ProtoCursor(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** Returns a cursor on what this one has still to read. */
    ProtoCursor duplicate() {
        return new ProtoCursor(bytes, at, end);
    }

    /** Moves to the next field; false at the end. The field before was read or skipped. */
    boolean next() {
        if (at == end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> WIRE_BITS);
        wireType = (int) (tag & WIRE_MASK);
        if (field <= 0 || tag >>> Integer.SIZE != 0) {
            throw new Damaged("a field has the number " + (tag >>> WIRE_BITS));
        }
        return true;
    }

    int field() {
        return field;
    }

    /** Tells whether the field holds bytes: a text or a message. */
    boolean isBytes() {
        return wireType == LENGTH_DELIMITED;
    }

    /** Reads a number of whatever type. */
    long number() {
        return switch (wireType) {
            case VARINT -> varint();
            case FIXED_64 -> fixed(Long.BYTES);
            case FIXED_32 -> fixed(Integer.BYTES);
            default -> throw new Damaged("field " + field + " should be a number");
        };
    }

    /** Returns a cursor on the message in this field, and moves past it. */
    ProtoCursor message() {
        int length = length();
        ProtoCursor message = new ProtoCursor(bytes, at, at + length);
        at += length;
        return message;
    }

    String text() {
        int length = length();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    byte[] copy() {
        int length = length();
        byte[] copy = new byte[length];
        System.arraycopy(bytes, at, copy, 0, length);
        at += length;
        return copy;
    }

    /** Tells whether another number of a packed field follows. */
    boolean hasPacked() {
        return at < end;
    }

    /** Reads one of several numbers that are packed into one field; this cursor is on that field's content. */
    long packed() {
        return varint();
    }

    void skip() {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED_64 -> advance(Long.BYTES);
            case LENGTH_DELIMITED -> advance(length());
            case FIXED_32 -> advance(Integer.BYTES);
            default -> throw new Damaged("field " + field + " is of kind " + wireType + ", which nobody writes");
        }
    }

    /** Returns the bytes that are left. */
    int remaining() {
        return end - at;
    }

    /** Copies what is left. */
    void copyTo(byte[] to, int offset) {
        System.arraycopy(bytes, at, to, offset, end - at);
    }

    private void advance(int count) {
        if (count > end - at) {
            throw new Damaged("field " + field + " does not end with its message");
        }
        at += count;
    }

    private int length() {
        if (wireType != LENGTH_DELIMITED) {
            throw new Damaged("field " + field + " should be a text or a message");
        }
        long length = varint();
        if (length < 0 || length > end - at) {
            throw new Damaged("field " + field + " does not end with its message");
        }
        return (int) length;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += PAYLOAD_BITS) {
            if (at == end) {
                throw new Damaged("a number does not end with its message");
            }
            byte next = bytes[at++];
            value |= (long) (next & MORE - 1) << shift;
            if ((next & MORE) == 0) {
                return value;
            }
        }
        throw new Damaged("a number has more than 64 bits");
    }

    private long fixed(int size) {
        int from = at;
        advance(size);
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = (value << Byte.SIZE) | (bytes[from + i] & 0xffL);
        }
        return value;
    }
}
