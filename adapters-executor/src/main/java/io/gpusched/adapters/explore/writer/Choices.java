package io.gpusched.adapters.explore.writer;

import io.gpusched.adapters.explore.hash.Mix;
import java.util.Arrays;

/** The choices of one schedule, where there was something to choose, in order. */
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

    public int count() {
        return count;
    }

    public int[] toArray() {
        return Arrays.copyOf(chosen, count);
    }

    /** Returns a number that stands for all choices so far. */
    public long history() {
        return history;
    }

    /** Returns choices up to the last that is not the first option: after it, the first option is chosen anyway. */
    public static int[] withoutLastZeros(int[] list) {
        int length = list.length;
        while (length > 0 && list[length - 1] == 0) {
            length--;
        }
        return Arrays.copyOf(list, length);
    }
}
