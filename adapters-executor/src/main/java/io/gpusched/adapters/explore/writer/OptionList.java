package io.gpusched.adapters.explore.writer;

import io.gpusched.adapters.explore.order.Options;
import java.util.Arrays;
import java.util.function.Supplier;

/** The options of one moment, in one array that is used again and again. */
final class OptionList implements Options {
    private final Choices choices;
    private final Supplier<long[]> state;
    private Activity[] options = new Activity[8];
    private int size;

    OptionList(Choices choices, Supplier<long[]> state) {
        this.choices = choices;
        this.state = state;
    }

    void clear() {
        size = 0;
    }

    void add(Activity option) {
        if (size == options.length) {
            options = Arrays.copyOf(options, size * 2);
        }
        options[size++] = option;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Activity get(int index) {
        return options[index];
    }

    @Override
    public long history() {
        return choices.history();
    }

    @Override
    public long[] state() {
        return state.get();
    }
}
