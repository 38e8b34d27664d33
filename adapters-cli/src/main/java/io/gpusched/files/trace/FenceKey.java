package io.gpusched.files.trace;

/**
 * A fence or an entity, as far as a trace tells them apart.
 *
 * @param source which of several traces that were printed together: they may be of different machines
 * @param context the fence's context, unsigned; {@link #ADDRESS} if the trace has only an address
 * @param number its sequence number, unsigned, or the address
 */
record FenceKey(int source, long context, long number) {
    /** The {@link #context} of what has only an address. No kernel counts its contexts so far. */
    static final long ADDRESS = -1;

    /** Tells whether another fence may get the same key later. */
    boolean isReused() {
        return context == ADDRESS;
    }

    /** Returns the same entity's fences, as a key for the entity. */
    FenceKey entity() {
        return new FenceKey(source, context, 0);
    }

    /** Returns the fence of the same entity that signals when the job of this finished fence is given to the hardware, or back. */
    FenceKey onContext(long other) {
        return new FenceKey(source, other, number);
    }

    /** Returns what to call the entity that this is the key of. */
    String entityLabel() {
        return context == ADDRESS ? label() : Long.toUnsignedString(context);
    }

    String label() {
        return context == ADDRESS
                ? "0x" + Long.toHexString(number)
                : Long.toUnsignedString(context) + ":" + Long.toUnsignedString(number);
    }
}
