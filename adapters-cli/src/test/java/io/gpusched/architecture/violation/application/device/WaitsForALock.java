package io.gpusched.architecture.violation.application.device;

import java.util.concurrent.locks.ReentrantLock;

/** The device may count atomically, and may not wait. */
public final class WaitsForALock {
    private final ReentrantLock lock = new ReentrantLock();

    @Override
    public String toString() {
        return lock.toString();
    }
}
