package io.gpusched.domain.order;

/** The view that a policy has of one entity when it decides where the entity stands. */
public interface Standing {
    /** Returns the priority as it is now. */
    Priority priority();

    /** Returns the account of the GPU time that the entity has used. */
    GpuTime gpuTime();

    /** Returns the weight, 1 to 10,000; 1 unless somebody has changed it. */
    int weight();

    /** Returns the key under which the entity stands in its run queue; of one that is not there, the last. */
    long key();

    /** Returns the round-robin turn that the entity holds; 0 for one that never gave way to another. */
    long turn();

    /** Gives the entity a new round-robin turn. */
    void setTurn(long turn);
}
