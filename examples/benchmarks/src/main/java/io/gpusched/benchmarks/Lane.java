package io.gpusched.benchmarks;

/**
 * One producer's way to a consumer. What a job does is the same for all contenders: it adds one to a number of the consumer's. Called by
 * one producer.
 */
interface Lane {
    /** Submits a job whose end nobody waits for. */
    void submit();

    /** Submits a job that says when it has finished. Jobs of a lane finish in order, so then all before it have, too. */
    void submit(Arrival finished);
}
