package io.gpusched.files.trace;

import java.util.HexFormat;

/** Names and marks come from programs that may put anything into them, also what makes a terminal do something. */
public final class PlainText {
    private static final int LAST_CONTROL = 0x1f;
    private static final int DELETE = 0x7f;
    private static final int LAST_UPPER_CONTROL = 0x9f;

    private PlainText() {}

    /** Returns a text in which each control character but the tabulator is written as {@code \\x1b}. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c)) {
                plain.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static boolean isControl(char c) {
        return (c <= LAST_CONTROL && c != '\t') || (c >= DELETE && c <= LAST_UPPER_CONTROL);
    }
}
