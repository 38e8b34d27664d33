package io.gpusched.backend.opencl;

import static org.junit.jupiter.api.Assumptions.abort;

import io.gpusched.application.workload.BackendUnavailable;

/** The device of the tests. */
final class TestDevice {
    private TestDevice() {}

    /** Returns the first device, or skips the test if there is none. A device that cannot be used is a failure. */
    static OpenClDevice open() {
        return hasDevice()
                ? OpenClDevice.open("", "")
                : abort("skipped: needs a device of OpenCL, as pocl-opencl-icd has");
    }

    private static boolean hasDevice() {
        try {
            return !OpenClDevice.names().isEmpty();
        } catch (BackendUnavailable missing) {
            return false;
        }
    }
}
