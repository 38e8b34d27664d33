package io.gpusched.views.text;

/**
 * The capabilities of the place where text is printed.
 *
 * @param columns how many characters fit into a line
 * @param colour whether colours may be used
 * @param unicode whether block characters show
 */
public record Screen(int columns, boolean colour, boolean unicode) {
    /** The columns of a file or a pipe. */
    public static final int USUAL_COLUMNS = 80;

    /** A file or a pipe: the same text for everybody, whatever their terminal and locale. */
    public static final Screen PLAIN = new Screen(USUAL_COLUMNS, false, false);
}
