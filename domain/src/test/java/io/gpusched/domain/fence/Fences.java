package io.gpusched.domain.fence;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What tests of fences share: fences on contexts of their own, and a look at what nobody else may see. */
final class Fences {
    final FenceContexts contexts = new FenceContexts();

    /** A source that remembers the deadlines that it was told. */
    static final class Source implements FenceSource {
        final List<Long> deadlines = new ArrayList<>();

        @Override
        public String timelineName() {
            return "test";
        }

        @Override
        public void setDeadline(Fence fence, long deadlineNanos) {
            deadlines.add(deadlineNanos);
        }
    }

    /** Notes what it is told, in order. */
    static final class Calls implements FenceCallback {
        final List<Fence> fences = new ArrayList<>();

        @Override
        public void signaled(Fence fence) {
            fences.add(fence);
        }
    }

    Fence make() {
        return Fence.of(contexts.allocate(1), 1, new Source());
    }

    Fence signaled(long nanos) {
        Fence fence = make();
        fence.signal(nanos);
        return fence;
    }

    Fence failed(long nanos, Errno error) {
        Fence fence = make();
        fail(fence, nanos, error);
        return fence;
    }

    FenceArray all(Fence... members) {
        return FenceArray.all(contexts.allocate(1), 1, List.of(members));
    }

    FenceArray any(Fence... members) {
        return FenceArray.any(contexts.allocate(1), 1, List.of(members));
    }

    static void fail(Fence fence, long nanos, Errno error) {
        fence.setError(error);
        fence.signal(nanos);
    }

    static List<Long> deadlines(Fence fence) {
        return ((Source) fence.source()).deadlines;
    }

    /** Returns the callbacks that hang on a fence. */
    static List<?> callbacks(Fence fence) {
        return IntStream.range(0, fence.waiting()).mapToObj(fence::waiting).toList();
    }

    /** Returns how many fences one link keeps in memory behind itself. */
    static int linkedBehind(FenceChain link) {
        int count = 0;
        Fence before = link.previous;
        while (before != null) {
            count++;
            before = before.source() instanceof FenceChain chain ? chain.previous : null;
        }
        return count;
    }
}
