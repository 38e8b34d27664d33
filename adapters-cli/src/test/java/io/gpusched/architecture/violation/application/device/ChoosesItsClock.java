package io.gpusched.architecture.violation.application.device;

import io.gpusched.architecture.violation.adapters.virtualtime.VirtualClock;

/** The application chooses its adapter. */
public record ChoosesItsClock(VirtualClock clock) {}
