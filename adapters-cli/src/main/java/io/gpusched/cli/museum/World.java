package io.gpusched.cli.museum;

/**
 * A scheduler, an explorer and everything between them, made of classes of one class loader. Only this interface and what it mentions is
 * the same in all worlds.
 */
public interface World {
    /** Looks for an order of events that goes wrong. Takes as long as its limits allow. */
    Discovery explore(Expedition expedition);

    /**
     * Repeats an order of events.
     *
     * @param token what {@link #explore} found in a world with the same classes
     * @throws IllegalArgumentException if it is no token, with the reason
     */
    Discovery repeat(Expedition expedition, String token);
}
