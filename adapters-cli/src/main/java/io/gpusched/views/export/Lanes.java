package io.gpusched.views.export;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Finds room for slices that may overlap: as many lanes as there are at once. They come in the order of their ends. */
final class Lanes {
    private final List<Lane> lanes = new ArrayList<>();
    private final IntUnaryOperator opening;

    private record Lane(int track, long endNanos) {}

    /** Makes lanes; the given function opens the track of a lane, by its place: 0, 1, 2 and so on. */
    Lanes(IntUnaryOperator opening) {
        this.opening = opening;
    }

    /** Takes room for a slice and returns the track it lies on. */
    int take(long fromNanos, long toNanos) {
        int best = -1;
        for (int i = 0; i < lanes.size(); i++) {
            long end = lanes.get(i).endNanos();
            if (end <= fromNanos && (best < 0 || end > lanes.get(best).endNanos())) {
                best = i;
            }
        }
        if (best < 0) {
            best = lanes.size();
            lanes.add(new Lane(opening.applyAsInt(best), toNanos));
        } else {
            lanes.set(best, new Lane(lanes.get(best).track(), toNanos));
        }
        return lanes.get(best).track();
    }
}
