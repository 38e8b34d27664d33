package io.gpusched.cli.top;

import io.gpusched.domain.order.Priority;
import java.util.Optional;

/** A live run, as the loop needs it. */
public interface Steered {
    /** Returns how it stands; nothing if it is over. */
    Optional<Snapshot> snapshot();

    /** Pauses submission to all rings. */
    void pause();

    /** Resumes submission. */
    void resume();

    /** Changes the priority of an entity. */
    void setPriority(int entity, Priority priority);

    /** Waits until it is over, for at most a time; returns whether it is over. */
    boolean awaitEnd(long nanos);
}
