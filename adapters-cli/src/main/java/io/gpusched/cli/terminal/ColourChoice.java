package io.gpusched.cli.terminal;

/** The values of {@code --color}. */
public enum ColourChoice {
    /** Colours on a terminal, unless {@code NO_COLOR} is set. */
    AUTO,
    /** Colours in any case. */
    ALWAYS,
    /** No colours. */
    NEVER
}
