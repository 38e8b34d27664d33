package io.gpusched.cli.top;

import io.gpusched.cli.terminal.FullScreen;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A terminal of which all keys are known beforehand; after the last one, nobody is there any more. */
final class FakeScreen implements FullScreen {
    private final Deque<Integer> keys = new ArrayDeque<>();
    private final List<List<String>> frames = new ArrayList<>();

    /** Types characters. A 0 is nothing, for as long as the program waits for a key. */
    FakeScreen type(String characters) {
        characters.chars().map(each -> each == 0 ? NO_KEY : each).forEach(keys::add);
        return this;
    }

    List<List<String>> frames() {
        return frames;
    }

    List<String> last() {
        return frames.getLast();
    }

    @Override
    public int columns() {
        return 100;
    }

    @Override
    public int rows() {
        return 30;
    }

    @Override
    public void draw(List<String> lines) {
        frames.add(List.copyOf(lines));
    }

    @Override
    public int read(long millis) {
        return keys.isEmpty() ? END : keys.removeFirst();
    }

    @Override
    public void close() {}
}
