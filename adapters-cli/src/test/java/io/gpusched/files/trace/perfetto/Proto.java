package io.gpusched.files.trace.perfetto;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;

/** A message of protocol buffers that grows field by field, written by the library of the format's makers. */
public final class Proto {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    private interface Write {
        void to(CodedOutputStream out) throws IOException;
    }

    private Proto write(Write field) {
        try {
            field.to(out);
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Proto number(int field, long value) {
        return write(to -> to.writeUInt64(field, value));
    }

    public Proto text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    public Proto message(int field, Proto value) {
        return bytes(field, value.toByteArray());
    }

    public Proto bytes(int field, byte[] value) {
        return write(to -> to.writeByteArray(field, value));
    }

    /** Several numbers in one field. */
    public Proto packed(int field, long... values) {
        Proto content = new Proto();
        for (long each : values) {
            content.write(to -> to.writeUInt64NoTag(each));
        }
        return bytes(field, content.toByteArray());
    }

    public byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** Returns the message packed with zlib. */
    byte[] deflated() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(packed)) {
            zlib.write(toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
