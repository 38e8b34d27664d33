package io.gpusched.files.trace.dat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A place in a trace.dat, or in a part of it that was unpacked, from which numbers and texts are read one after another. */
final class DatCursor {
    private final ByteBuffer bytes;

    /** Makes a cursor at the beginning. */
    DatCursor(ByteBuffer bytes, ByteOrder order) {
        this.bytes = bytes.slice().order(order);
    }

    ByteOrder order() {
        return bytes.order();
    }

    void order(ByteOrder order) {
        bytes.order(order);
    }

    int position() {
        return bytes.position();
    }

    /** Returns a cursor on the same bytes at another place. */
    DatCursor at(long position) {
        DatCursor other = new DatCursor(bytes.duplicate().position(0), order());
        other.bytes.position(Math.toIntExact(position));
        return other;
    }

    /** Returns a cursor at the beginning of the bytes from a place on. */
    DatCursor from(long start) {
        int at = Math.toIntExact(start);
        return new DatCursor(bytes.slice(at, bytes.limit() - at), order());
    }

    /** Returns some of the bytes, wherever this cursor is. */
    ByteBuffer bytes(long start, long length) {
        return bytes.slice(Math.toIntExact(start), Math.toIntExact(length)).order(order());
    }

    byte int8() {
        return bytes.get();
    }

    int int16() {
        return bytes.getShort();
    }

    int int32() {
        return bytes.getInt();
    }

    long int64() {
        return bytes.getLong();
    }

    void skip(int count) {
        bytes.position(Math.addExact(bytes.position(), count));
    }

    /** Reads a text that ends in a zero. */
    String word() {
        int start = bytes.position();
        while (bytes.get() != 0) {
            // On to the end of the word.
        }
        return text(start, bytes.position() - 1 - start);
    }

    /** Reads a text that is preceded by its length. */
    String text() {
        return text(Math.toIntExact(bytes.getLong()));
    }

    /** Reads a text of that length. */
    String text(int length) {
        String text = text(bytes.position(), length);
        skip(length);
        return text;
    }

    private String text(int start, int length) {
        if (length < 0 || length > bytes.limit() - start) {
            throw new IndexOutOfBoundsException("a text of " + length + " bytes at byte " + start);
        }
        byte[] copy = new byte[length];
        bytes.get(start, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }
}
