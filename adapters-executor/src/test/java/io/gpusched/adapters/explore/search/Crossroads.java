package io.gpusched.adapters.explore.search;

import io.gpusched.adapters.explore.order.Alternative;
import io.gpusched.adapters.explore.order.ChoicePoint;

/** A choice point whose state is a number. Actors are numbered as their alternatives. */
record Crossroads(int size, long place, long history) implements ChoicePoint {
    static Crossroads of(int size) {
        return new Crossroads(size, 0, 0);
    }

    @Override
    public Alternative get(int index) {
        return new Way(index);
    }

    @Override
    public long[] state() {
        return new long[] {place, ~place};
    }

    private record Way(int actor) implements Alternative {
        @Override
        public Kind kind() {
            return Kind.WORK;
        }

        @Override
        public String label() {
            return "way " + actor;
        }

        @Override
        public boolean isUnderWay() {
            return false;
        }
    }
}
