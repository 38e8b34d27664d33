package io.gpusched.views.text;

import java.util.List;

/**
 * The appearance of a character on a terminal: a foreground colour, and perhaps a grey background. Only the sixteen colours that every terminal
 * has are used, so that they fit to what its owner has chosen, dark or light.
 *
 * @param code the number of the colour in front, as in the control sequence
 * @param grey whether the ground is grey
 */
public record Ink(int code, boolean grey) {
    /** As the terminal writes by itself. */
    public static final Ink USUAL = new Ink(39, false);

    /** For what is wrong. */
    public static final Ink ALARM = new Ink(31, false);

    /** For what is less important. */
    public static final Ink FAINT = new Ink(90, false);

    /** Takes back every ink. */
    public static final String RESET = "\033[0m";

    private static final List<Integer> DISTINCT = List.of(32, 33, 36, 35, 34, 92, 93, 96, 95, 94);

    /** Returns a text without what switches inks, as long as it is on the screen. */
    public static String plain(String drawn) {
        return drawn.replaceAll("\033\\[[0-9;]*m", "");
    }

    /** Returns one of several inks that differ clearly; red is kept for alarms. */
    public static Ink distinct(int index) {
        return new Ink(DISTINCT.get(Math.floorMod(index, DISTINCT.size())), false);
    }

    /** Returns the same colour on a grey ground, or not. */
    Ink onGrey(boolean ground) {
        return new Ink(code, ground);
    }

    /** Returns what switches to this ink, whatever was before. */
    public String start() {
        return equals(USUAL) ? RESET : "\033[0;" + code + (grey ? ";100m" : "m");
    }

    /** Returns a text in this ink, if there are colours. */
    public String on(Screen screen, String text) {
        return screen.colour() && !equals(USUAL) ? start() + text + RESET : text;
    }
}
