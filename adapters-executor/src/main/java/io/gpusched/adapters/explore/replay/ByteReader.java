package io.gpusched.adapters.explore.replay;

import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteWriter} wrote. Bytes that cannot have been written so are an {@link IllegalArgumentException}. */
final class ByteReader {
    private static final int MOST = 100_000;

    private final byte[] bytes;
    private int at;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    private int next() {
        if (at == bytes.length) {
            throw new IllegalArgumentException("it ends too early");
        }
        return bytes[at++] & 0xff;
    }

    long number() {
        long value = 0;
        int shift = 0;
        int part = next();
        while ((part & 0x80) != 0 && shift < 63) {
            value |= (long) (part & 0x7f) << shift;
            shift += 7;
            part = next();
        }
        return value | (long) (part & 0x7f) << shift;
    }

    /** Reads a number that is 0 up to a bound, the bound not included. */
    int below(int bound) {
        long value = number();
        if (value < 0 || value >= bound) {
            throw new IllegalArgumentException(value + " is out of range");
        }
        return (int) value;
    }

    int count() {
        return below(MOST);
    }

    int integer() {
        return below(Integer.MAX_VALUE);
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    String text() {
        byte[] encoded = new byte[count()];
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = (byte) next();
        }
        return new String(encoded, StandardCharsets.UTF_8);
    }

    long fixed(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (long) next() << (8 * i);
        }
        return value;
    }

    void requireEnd() {
        if (at != bytes.length) {
            throw new IllegalArgumentException("it goes on too long");
        }
    }
}
