package io.gpusched.domain.fence;

/**
 * A fence that has signalled from the start, for callers that need a fence where there is nothing to wait for. Linux shares one stub;
 * ours are made one by one, each with its time.
 *
 * @kernel dma_fence_get_stub(), dma_fence_allocate_private_stub()
 */
public final class StubFence {
    private StubFence() {}

    /**
     * Makes a signalled fence without an error.
     *
     * @param nanos the time of its signal, in nanoseconds on the device's clock
     */
    public static Fence signaledAt(long nanos) {
        Fence fence = Fence.of(FenceContexts.STUBS, 0, Source.STUB);
        fence.signal(nanos);
        return fence;
    }

    private enum Source implements FenceSource {
        STUB;

        @Override
        public String timelineName() {
            return "stub";
        }
    }
}
