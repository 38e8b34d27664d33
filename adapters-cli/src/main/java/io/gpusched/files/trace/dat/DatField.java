package io.gpusched.files.trace.dat;

import org.jspecify.annotations.Nullable;

/**
 * One line of what the kernel says about how an event or a page lies in memory, such as
 *
 * <pre>	field:__data_loc char[] name;	offset:8;	size:4;	signed:0;</pre>
 *
 * @param type what is in front of the name
 * @param name the field's name
 * @param isArray whether brackets follow the name
 * @param offset where it begins
 * @param size how many bytes it has
 */
record DatField(String type, String name, boolean isArray, int offset, int size) {
    private static final String BEGINNING = "field:";
    private static final int LONGEST_NUMBER = 9;

    /** Reads a line, in one pass; null if it is of no field. */
    static @Nullable DatField read(String line) {
        String text = line.strip();
        int nameEnd = text.indexOf(';');
        if (!text.startsWith(BEGINNING) || nameEnd < 0) {
            return null;
        }
        int offset = number(text, "offset:", nameEnd);
        int size = number(text, "size:", nameEnd);
        String declaration = text.substring(BEGINNING.length(), nameEnd).strip();
        int brackets = declaration.endsWith("]") ? bracketsBegin(declaration) : declaration.length();
        int name = brackets;
        while (name > 0 && isWord(declaration.charAt(name - 1))) {
            name--;
        }
        if (offset < 0 || size < 0 || name == brackets) {
            return null;
        }
        return new DatField(
                declaration.substring(0, name),
                declaration.substring(name, brackets),
                brackets < declaration.length(),
                offset,
                size);
    }

    /** Several pairs of brackets may follow a name. */
    private static int bracketsBegin(String declaration) {
        int end = declaration.length();
        while (end > 0 && declaration.charAt(end - 1) == ']') {
            int open = declaration.lastIndexOf('[', end - 1);
            if (open < 0) {
                return end;
            }
            end = open;
        }
        return end;
    }

    /** Returns the number behind a key, or -1. */
    private static int number(String text, String key, int from) {
        int at = text.indexOf(key, from);
        if (at < 0) {
            return -1;
        }
        int start = at + key.length();
        int end = start;
        while (end < text.length() && Character.digit(text.charAt(end), 10) >= 0) {
            end++;
        }
        return end == start || end - start > LONGEST_NUMBER ? -1 : Integer.parseInt(text, start, end, 10);
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
}
