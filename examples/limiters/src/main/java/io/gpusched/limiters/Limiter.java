package io.gpusched.limiters;

/** Something that lets a limited number of calls through at once. Called from many virtual threads. */
interface Limiter extends AutoCloseable {
    /**
     * Runs a call of a tenant when it is its turn. Blocks.
     *
     * @return false if the limiter refused it
     */
    boolean run(int tenant, Runnable call) throws InterruptedException;

    @Override
    void close();
}
