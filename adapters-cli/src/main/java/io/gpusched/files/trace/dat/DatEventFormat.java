package io.gpusched.files.trace.dat;

import io.gpusched.files.trace.PlainText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory layout of one kind of event, read from the kernel's description in text. It prints events in the way of raw output, so that one set of
 * rules for fields serves text and memory.
 *
 * @kernel /sys/kernel/tracing/events/.../format
 */
final class DatEventFormat {
    private static final String NAME = "name: ";
    private static final String ID = "ID: ";
    private static final int LONGEST_ID = 9;
    private static final int OFFSET_BITS = 16;
    private static final int OFFSET_MASK = (1 << OFFSET_BITS) - 1;

    private final String name;
    private final int id;
    private final List<Field> fields = new ArrayList<>();

    /** How a field is kept. */
    private enum Kind {
        NUMBER,
        ADDRESS,
        /** Characters in place. */
        TEXT,
        /** A word that says where in the record the characters are. */
        TEXT_ELSEWHERE,
        /** The same, counted from the end of that word. */
        TEXT_BEHIND
    }

    private record Field(String name, Kind kind, int offset, int size) {}

    private DatEventFormat(String name, int id) {
        this.name = name;
        this.id = id;
    }

    /** Reads a description, in one pass over its lines. */
    static DatEventFormat read(String text) {
        String name = "";
        String id = "";
        List<Field> fields = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (line.startsWith(NAME) && name.isEmpty()) {
                name = line.substring(NAME.length()).strip();
            } else if (line.startsWith(ID) && id.isEmpty()) {
                id = line.substring(ID.length()).strip();
            } else {
                addField(fields, DatField.read(line));
            }
        }
        if (name.isEmpty() || !isNumber(id)) {
            throw new DatFile.Unusable("it describes an event without a name or a number");
        }
        DatEventFormat format = new DatEventFormat(name, Integer.parseInt(id));
        format.fields.addAll(fields);
        return format;
    }

    private static void addField(List<Field> fields, @Nullable DatField field) {
        if (field != null && !field.name().startsWith("common_")) {
            fields.add(new Field(field.name(), kind(field.type(), field.isArray()), field.offset(), field.size()));
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_ID && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Kind kind(String type, boolean array) {
        if (type.contains("__data_loc")) {
            return Kind.TEXT_ELSEWHERE;
        }
        if (type.contains("__rel_loc")) {
            return Kind.TEXT_BEHIND;
        }
        if (type.contains("*")) {
            return Kind.ADDRESS;
        }
        return array && type.contains("char") ? Kind.TEXT : Kind.NUMBER;
    }

    String name() {
        return name;
    }

    int id() {
        return id;
    }

    /** Prints the fields of a record. */
    String print(ByteBuffer record) {
        StringBuilder text = new StringBuilder();
        for (Field field : fields) {
            if (!text.isEmpty()) {
                text.append(", ");
            }
            text.append(field.name()).append('=').append(value(field, record));
        }
        return PlainText.of(text.toString());
    }

    /** Returns the text of the last field, which is a user mark. */
    String mark(ByteBuffer record) {
        return fields.isEmpty()
                ? ""
                : PlainText.of(value(fields.getLast(), record).strip());
    }

    private static String value(Field field, ByteBuffer record) {
        return switch (field.kind()) {
            case NUMBER -> Long.toUnsignedString(number(field, record));
            case ADDRESS -> "0x" + Long.toHexString(number(field, record));
            case TEXT -> {
                int end = field.size() == 0 ? record.limit() : field.offset() + field.size();
                yield text(record, field.offset(), end);
            }
            case TEXT_ELSEWHERE -> {
                int place = record.getInt(field.offset());
                int offset = place & OFFSET_MASK;
                yield text(record, offset, offset + (place >>> OFFSET_BITS));
            }
            case TEXT_BEHIND -> {
                int place = record.getInt(field.offset());
                int offset = (place & OFFSET_MASK) + field.offset() + field.size();
                yield text(record, offset, offset + (place >>> OFFSET_BITS));
            }
        };
    }

    /** Sizes other than those of numbers are arrays, which nobody asks for. */
    private static long number(Field field, ByteBuffer record) {
        return switch (field.size()) {
            case 1 -> record.get(field.offset());
            case 2 -> record.getShort(field.offset());
            case 4 -> Integer.toUnsignedLong(record.getInt(field.offset()));
            case 8 -> record.getLong(field.offset());
            default -> 0;
        };
    }

    private static String text(ByteBuffer record, int offset, int end) {
        int length = 0;
        while (offset + length < end && record.get(offset + length) != 0) {
            length++;
        }
        byte[] bytes = new byte[length];
        record.get(offset, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
