package io.gpusched.files.trace.dat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one kind of event lies in memory, as the kernel describes it in text. It prints events in the way of raw output, so that one set of
 * rules for fields serves text and memory.
 *
 * @kernel /sys/kernel/tracing/events/.../format
 */
final class DatEventFormat {
    private static final Pattern NAME = Pattern.compile("(?m)^name: (\\w+)$");
    private static final Pattern ID = Pattern.compile("(?m)^ID: (\\d+)$");
    private static final Pattern FIELD =
            Pattern.compile("field:([^;]*?)(\\w+)(\\[[^;]*])?;\\s*offset:(\\d+);\\s*size:(\\d+);");
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

    /** Reads a description. */
    static DatEventFormat read(String text) {
        Matcher name = NAME.matcher(text);
        Matcher id = ID.matcher(text);
        if (!name.find() || !id.find()) {
            throw new DatFile.Unusable("it describes an event without a name or a number");
        }
        DatEventFormat format = new DatEventFormat(name.group(1), Integer.parseInt(id.group(1)));
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            if (!field.group(2).startsWith("common_")) {
                format.fields.add(new Field(
                        field.group(2),
                        kind(field.group(1), field.group(3) != null),
                        Integer.parseInt(field.group(4)),
                        Integer.parseInt(field.group(5))));
            }
        }
        return format;
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
        return text.toString();
    }

    /** Returns the text of the last field, which is a user mark. */
    String mark(ByteBuffer record) {
        return fields.isEmpty() ? "" : value(fields.getLast(), record).strip();
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

    /** Sizes other than those of numbers are arrays, of which nobody asks. */
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
