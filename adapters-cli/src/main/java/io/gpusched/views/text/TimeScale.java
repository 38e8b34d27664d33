package io.gpusched.views.text;

/** The scale under a timeline: round times, no closer than their words need. */
final class TimeScale {
    private static final int LEAST_GAP = 4;
    private final long stretchNanos;
    private final long unitNanos;
    private final String unit;

    TimeScale(long stretchNanos) {
        this.stretchNanos = stretchNanos;
        if (stretchNanos >= 5_000_000_000L) {
            unitNanos = 1_000_000_000;
            unit = " s";
        } else if (stretchNanos >= 5_000_000) {
            unitNanos = 1_000_000;
            unit = " ms";
        } else {
            unitNanos = 1_000;
            unit = " us";
        }
    }

    /** Draws the scale. */
    String text(int width) {
        StringBuilder text = new StringBuilder();
        long step = step(width);
        for (long at = 0; at <= stretchNanos; at += step) {
            int column = (int) Math.floor((double) at * width / stretchNanos);
            String word = at / unitNanos + unit;
            if (column + word.length() <= width) {
                text.append(" ".repeat(column - text.length())).append(word);
            }
        }
        return text.toString();
    }

    /** Returns the smallest of 1, 2, 5, 10, 20, ... units whose words do not touch. */
    private long step(int width) {
        int longest = String.valueOf(stretchNanos / unitNanos).length() + unit.length() + LEAST_GAP;
        for (long decade = unitNanos; ; decade *= 10) {
            for (int digit : new int[] {1, 2, 5}) {
                long step = decade * digit;
                if ((double) step * width >= (double) longest * stretchNanos || step >= stretchNanos) {
                    return step;
                }
            }
        }
    }
}
