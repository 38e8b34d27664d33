package io.gpusched.files.problem;

import io.gpusched.words.Shown;

/**
 * Something wrong with an input, in words with which its author can mend it.
 *
 * @param file the file, as the user named it
 * @param line counted from 1; 0 if the problem is the whole file
 * @param column counted from 1; 0 if the problem is the whole line
 * @param message what is wrong, what was expected and what to do
 */
public record Problem(String file, int line, int column, String message) {
    /** A problem with a file as a whole. */
    public static Problem ofFile(String file, String message) {
        return new Problem(file, 0, 0, message);
    }

    @Override
    public String toString() {
        if (line == 0) {
            return Shown.of(file) + ": " + message;
        }
        return Shown.of(file) + ":" + line + ":" + Math.max(column, 1) + ": " + message;
    }
}
