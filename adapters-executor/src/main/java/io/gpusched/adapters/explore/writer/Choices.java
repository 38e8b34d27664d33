package io.gpusched.adapters.explore.writer;

import io.gpusched.adapters.explore.hash.Mix;
import java.util.Arrays;

/** The choices of one schedule, in order, wherever there were at least two alternatives. */
public final class Choices {
    private int[] chosen = new int[32];
    private int count;
    private long history = 1;

    void add(int index, int of) {
        if (count == chosen.length) {
            chosen = Arrays.copyOf(chosen, count * 2);
        }
        chosen[count++] = index;
        history = Mix.step(history, ((long) of << 32) | index);
    }

    /** Returns how many choices there are. */
    public int count() {
        return count;
    }

    /** Returns the indexes that were chosen. */
    public int[] toArray() {
        return Arrays.copyOf(chosen, count);
    }

    /** Returns a hash of all choices so far. */
    public long history() {
        return history;
    }

    /** Returns choices without the zeros at their end: there, the first alternative is chosen anyway. */
    public static int[] withoutLastZeros(int[] list) {
        int length = list.length;
        while (length > 0 && list[length - 1] == 0) {
            length--;
        }
        return Arrays.copyOf(list, length);
    }
}
