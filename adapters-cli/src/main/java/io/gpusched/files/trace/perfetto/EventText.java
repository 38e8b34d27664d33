package io.gpusched.files.trace.perfetto;

import io.gpusched.files.trace.PlainText;

/** Prints the fields of an event in the way of raw output, so that one set of rules for fields serves text, trace.dat and Perfetto. */
final class EventText {
    private static final int STRING = 3;
    private final StringBuilder text = new StringBuilder();

    private EventText() {}

    /** Prints an event whose shape is known. */
    static String of(EventShape shape, ProtoCursor event) {
        if (shape.name().equals("print")) {
            return mark(event, "buf", shape);
        }
        if (shape.name().equals("tracing_mark_write")) {
            return kernelMark(event);
        }
        EventText printed = new EventText();
        while (event.next()) {
            String name = shape.fields().get(event.field());
            if (name == null) {
                event.skip();
            } else if (event.isBytes()) {
                printed.add(name, plain(event.text()));
            } else {
                printed.addNumber(name, event.number());
            }
        }
        return printed.toString();
    }

    /** Prints an event that names itself and its fields. */
    static String ofGeneric(ProtoCursor event) {
        EventText printed = new EventText();
        while (event.next()) {
            if (event.field() == 2) {
                printed.addGeneric(event.message());
            } else {
                event.skip();
            }
        }
        return printed.toString();
    }

    /** Returns the name of an event that names itself. */
    static String nameOfGeneric(ProtoCursor event) {
        String name = "";
        while (event.next()) {
            if (event.field() == 1) {
                name = event.text();
            } else {
                event.skip();
            }
        }
        return EventShape.withoutGroup(name);
    }

    private void addGeneric(ProtoCursor field) {
        String name = "";
        String value = "";
        long number = 0;
        boolean isText = false;
        while (field.next()) {
            switch (field.field()) {
                case 1 -> name = plain(field.text());
                case STRING -> {
                    value = plain(field.text());
                    isText = true;
                }
                case 4, 5 -> number = field.number();
                default -> field.skip();
            }
        }
        if (isText) {
            add(name, value);
        } else {
            addNumber(name, number);
        }
    }

    private void addNumber(String name, long number) {
        boolean address = name.equals("fence") || name.equals("entity");
        add(name, address ? "0x" + Long.toHexString(number) : Long.toUnsignedString(number));
    }

    private void add(String name, String value) {
        text.append(text.isEmpty() ? "" : ", ").append(name).append('=').append(value);
    }

    /** A comma ends a value in print, and names of the kernel have none. */
    private static String plain(String value) {
        return PlainText.of(value).replace(',', '?');
    }

    private static String mark(ProtoCursor event, String field, EventShape shape) {
        String mark = "";
        while (event.next()) {
            if (field.equals(shape.fields().get(event.field()))) {
                mark = event.text();
            } else {
                event.skip();
            }
        }
        return PlainText.of(mark.strip());
    }

    /** A driver's mark: the process, the name, and whether it begins or ends there. */
    private static String kernelMark(ProtoCursor event) {
        long pid = 0;
        String name = "";
        boolean begins = false;
        while (event.next()) {
            switch (event.field()) {
                case 1 -> pid = event.number();
                case 2 -> name = event.text();
                case 3 -> begins = event.number() != 0;
                default -> event.skip();
            }
        }
        return begins ? "B|" + pid + "|" + PlainText.of(name) : "E|" + pid;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
