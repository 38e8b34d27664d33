package io.gpusched.domain.order;

/** The view that a policy has of one entity when it decides where the entity stands. */
public interface Standing {
    /** Returns the priority as it is now. */
    Priority priority();

    /** Returns the account of the GPU time that the entity has used. */
    GpuTime gpuTime();

    /** Returns the round-robin turn that the entity holds; 0 for one that never gave way to another. */
    long turn();

    /** Gives the entity a new round-robin turn. */
    void setTurn(long turn);
}
