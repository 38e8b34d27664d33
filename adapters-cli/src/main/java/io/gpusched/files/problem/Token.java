package io.gpusched.files.problem;

import java.util.ArrayList;
import java.util.List;

/**
 * A word of a line, with its place.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
public record Token(int line, int column, String text) {
    /** Splits a line at white space. */
    public static List<Token> split(int line, String text) {
        List<Token> tokens = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            if (Character.isWhitespace(text.charAt(i))) {
                i++;
                continue;
            }
            int start = i;
            while (i < text.length() && !Character.isWhitespace(text.charAt(i))) {
                i++;
            }
            tokens.add(new Token(line, start + 1, text.substring(start, i)));
        }
        return tokens;
    }

    /** Returns a part of this token as a token of its own. */
    public Token part(int from, int to) {
        return new Token(line, column + from, text.substring(from, to));
    }

    /** Splits the text at commas. */
    public List<Token> list() {
        List<Token> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ',') {
                parts.add(part(start, i));
                start = i + 1;
            }
        }
        return parts;
    }
}
