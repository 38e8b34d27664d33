package io.gpusched.cli.museum;

/**
 * A scheduler, an explorer and everything between them, made of the classes of one class loader. Only this interface and the types that it
 * mentions are the same in all worlds.
 */
public interface World {
    /** Looks for an order of events that breaks a rule. Takes as long as its limits allow. */
    Discovery explore(Expedition expedition);

    /**
     * Repeats an order of events.
     *
     * @param token what {@link #explore} found in a world with the same classes
     * @throws IllegalArgumentException if it is not a token, with the reason
     */
    Discovery repeat(Expedition expedition, String token);
}
