package io.gpusched.views.text;

import io.gpusched.application.insight.Outage;

/** One row of a timeline, cut into cells of the same length: how much of each is work, how much waiting, and whose work it mostly is. */
final class TimelineCells {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final char DOT = '·';
    private static final char MOSTLY_BUSY = '#';
    private static final char PARTLY_BUSY = '+';
    private static final char WAITING = '-';
    private static final char IDLE = ' ';
    static final char PAUSED = '=';
    static final char TIMEOUT = '!';
    static final char ERROR = 'x';
    private static final char HUNG = 'h';
    private static final char RECOVERY = 'r';
    private static final char GONE = 'g';

    private final long fromNanos;
    private final double cellNanos;
    private final double[] busy;
    private final double[] waiting;
    private final char[] marks;
    private final int[] owner;
    private final double[] lead;

    TimelineCells(long fromNanos, long toNanos, int width) {
        this.fromNanos = fromNanos;
        this.cellNanos = (double) Math.max(toNanos - fromNanos, 1) / width;
        this.busy = new double[width];
        this.waiting = new double[width];
        this.marks = new char[width];
        this.owner = new int[width];
        this.lead = new double[width];
    }

    /** What is done with the part of a stretch that lies in a cell. */
    private interface Part {
        void in(int cell, double nanos);
    }

    /** Something works for a time; of several owners, the one with more than half of a cell is sure to be its owner. */
    void work(long from, long to, int ofOwner) {
        each(from, to, (cell, nanos) -> {
            busy[cell] += nanos;
            if (owner[cell] == ofOwner) {
                lead[cell] += nanos;
            } else if (lead[cell] >= nanos) {
                lead[cell] -= nanos;
            } else {
                owner[cell] = ofOwner;
                lead[cell] = nanos - lead[cell];
            }
        });
    }

    /** Something waits for a time. */
    void waiting(long from, long to) {
        each(from, to, (cell, nanos) -> waiting[cell] += nanos);
    }

    /** A stretch is marked, where no other mark is. */
    void mark(long from, long to, char mark) {
        each(from, to, (cell, nanos) -> marks[cell] = marks[cell] == 0 ? mark : marks[cell]);
    }

    /** A moment is marked, whatever was marked before. */
    void mark(long at, char mark) {
        each(at, at + 1, (cell, nanos) -> marks[cell] = mark);
    }

    private void each(long from, long to, Part part) {
        double first = (from - fromNanos) / cellNanos;
        double end = (to - fromNanos) / cellNanos;
        for (int cell = (int) Math.max(Math.floor(first), 0); cell < Math.min(end, busy.length); cell++) {
            part.in(cell, (Math.min(cell + 1, end) - Math.max(cell, first)) * cellNanos);
        }
    }

    static char markOf(Outage.Kind kind) {
        return switch (kind) {
            case HUNG -> HUNG;
            case RECOVERY -> RECOVERY;
            case GONE -> GONE;
        };
    }

    /** Draws the row. */
    String text(Screen screen) {
        StringBuilder text = new StringBuilder();
        Ink before = Ink.USUAL;
        for (int cell = 0; cell < busy.length; cell++) {
            char glyph = glyph(cell, screen);
            Ink ink = ink(cell);
            if (screen.colour() && !ink.equals(before)) {
                text.append(ink.start());
                before = ink;
            }
            text.append(glyph);
        }
        return before.equals(Ink.USUAL) ? text.toString() : text + Ink.RESET;
    }

    private char glyph(int cell, Screen screen) {
        if (marks[cell] != 0) {
            return marks[cell];
        }
        double share = Math.min(busy[cell] / cellNanos, 1);
        if (share == 0) {
            boolean showsByInk = screen.colour() && isGrey(cell);
            return waiting[cell] == 0 || showsByInk ? IDLE : dot(screen);
        }
        if (screen.unicode()) {
            return BARS.charAt((int) Math.max(Math.ceil(share * BARS.length() - 1e-9) - 1, 0));
        }
        return share >= 0.5 - 1e-9 ? MOSTLY_BUSY : PARTLY_BUSY;
    }

    private static char dot(Screen screen) {
        return screen.unicode() ? DOT : WAITING;
    }

    private boolean isGrey(int cell) {
        return waiting[cell] * 2 >= cellNanos;
    }

    private Ink ink(int cell) {
        Ink ink;
        if (marks[cell] != 0) {
            ink = marks[cell] == PAUSED ? Ink.FAINT : Ink.ALARM;
        } else if (busy[cell] == 0) {
            ink = waiting[cell] == 0 || isGrey(cell) ? Ink.USUAL : Ink.FAINT;
        } else {
            ink = Ink.distinct(owner[cell]);
        }
        return ink.onGrey(isGrey(cell));
    }
}
