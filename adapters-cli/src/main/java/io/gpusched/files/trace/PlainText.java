package io.gpusched.files.trace;

/** Names and marks come from programs that may put anything into them, also what makes a terminal do something. */
public final class PlainText {
    private static final int LAST_CONTROL = 0x1f;
    private static final int DELETE = 0x7f;
    private static final int LAST_UPPER_CONTROL = 0x9f;

    private PlainText() {}

    /** Returns a text with a question mark in the place of each control character but the tabulator. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder plain = new StringBuilder(text);
        for (int i = 0; i < plain.length(); i++) {
            if (isControl(plain.charAt(i))) {
                plain.setCharAt(i, '?');
            }
        }
        return plain.toString();
    }

    private static boolean isControl(char c) {
        return (c <= LAST_CONTROL && c != '\t') || (c >= DELETE && c <= LAST_UPPER_CONTROL);
    }
}
