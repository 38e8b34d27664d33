package io.gpusched.cli.command;

/** The exit codes of the program. */
public final class ExitCode {
    /** All is well. */
    public static final int FINE = 0;
    /** A difference or failure was found that was asked about. */
    public static final int DIFFERENT = 1;
    /** The input or the usage is wrong. */
    public static final int BAD_INPUT = 2;
    /** Added to the number of the signal that ended the program, as shells do. */
    public static final int OF_SIGNAL = 128;
    /** The program is wrong. */
    public static final int BUG = 70;

    private ExitCode() {}
}
