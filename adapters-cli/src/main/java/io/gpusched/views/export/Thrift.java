package io.gpusched.views.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Structures in Thrift's compact protocol, in which Parquet describes itself. Fields are written in the order of their ids. */
final class Thrift {
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int SHORT_LIST = 15;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Deque<Integer> outer = new ArrayDeque<>();
    private int last;

    void whole(int id, int value) {
        field(id, I32);
        signed(value);
    }

    void number(int id, long value) {
        field(id, I64);
        signed(value);
    }

    void text(int id, String value) {
        field(id, BINARY);
        text(value);
    }

    void wholes(int id, List<Integer> values) {
        field(id, LIST);
        listOf(I32, values.size());
        values.forEach(this::signed);
    }

    void texts(int id, List<String> values) {
        field(id, LIST);
        listOf(BINARY, values.size());
        values.forEach(this::text);
    }

    /** Begins a structure as a field of this one; {@link #end} ends it. */
    void begin(int id) {
        field(id, STRUCT);
        element();
    }

    /** Begins a list of structures; each follows between {@link #element} and {@link #end}. */
    void list(int id, int size) {
        field(id, LIST);
        listOf(STRUCT, size);
    }

    /** Begins the next structure of a list. */
    void element() {
        outer.push(last);
        last = 0;
    }

    /** Ends a structure. */
    void end() {
        out.write(0);
        last = outer.pop();
    }

    byte[] bytes() {
        out.write(0);
        return out.toByteArray();
    }

    private void field(int id, int type) {
        out.write(((id - last) << 4) | type);
        last = id;
    }

    private void listOf(int type, int size) {
        if (size < SHORT_LIST) {
            out.write((size << 4) | type);
        } else {
            out.write((SHORT_LIST << 4) | type);
            unsigned(size, out);
        }
    }

    private void text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        unsigned(bytes.length, out);
        out.writeBytes(bytes);
    }

    private void signed(long value) {
        unsigned((value << 1) ^ (value >> 63), out);
    }

    /** Writes a number seven bits at a time, the lowest first. */
    static void unsigned(long value, ByteArrayOutputStream to) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            to.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        to.write((int) rest);
    }
}
