package io.gpusched.cli.top;

import io.gpusched.cli.terminal.FullScreen;

/** A key that was pressed in {@code top}, as a request. */
enum KeyPress {
    QUIT,
    PAUSE,
    UP,
    DOWN,
    RAISE,
    LOWER,
    /** Nothing that is known, or no key at all. */
    NONE;

    private static final int CONTROL_C = 3;
    private static final int ESCAPE = 27;

    /** What follows an escape comes at once, or never: then it was the key of that name. */
    private static final long REST_MILLIS = 20;

    /** Reads a key, for at most a time. */
    static KeyPress read(FullScreen screen, long millis) {
        int first = screen.read(millis);
        return switch (first) {
            case 'q', 'Q', CONTROL_C, FullScreen.END -> QUIT;
            case 'p', 'P', ' ' -> PAUSE;
            case 'k' -> UP;
            case 'j' -> DOWN;
            case '+', '=' -> RAISE;
            case '-', '_' -> LOWER;
            case ESCAPE -> arrow(screen);
            default -> NONE;
        };
    }

    /** An arrow is an escape, a bracket or an O, and a letter; other such sequences are read to their ends. */
    private static KeyPress arrow(FullScreen screen) {
        int second = screen.read(REST_MILLIS);
        if (second != '[' && second != 'O') {
            return NONE;
        }
        int last = screen.read(REST_MILLIS);
        while (last >= ' ' && last < '@') {
            last = screen.read(REST_MILLIS);
        }
        return last == 'A' ? UP : last == 'B' ? DOWN : NONE;
    }
}
