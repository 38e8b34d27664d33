package io.gpusched.architecture.violation.application.workload;

import io.gpusched.architecture.violation.domain.fence.Fence;

/** A workload signals a fence behind the scheduler's back. */
public record SignalsByItself(Fence fence) {
    void end() {
        fence.signal();
    }
}
