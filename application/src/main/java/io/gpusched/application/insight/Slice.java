package io.gpusched.application.insight;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A stretch of a list that only ever grows, without copying it: many waits have long stretches of the same lists in common.
 *
 * @param <T> what is in the list
 */
final class Slice<T> extends AbstractList<T> implements RandomAccess {
    private final List<T> all;
    private final int from;
    private final int size;

    /** Makes a view of the elements from one place to before another. */
    Slice(List<T> all, int from, int to) {
        this.all = all;
        this.from = from;
        this.size = to - from;
    }

    @Override
    public T get(int index) {
        return all.get(from + Objects.checkIndex(index, size));
    }

    @Override
    public int size() {
        return size;
    }
}
