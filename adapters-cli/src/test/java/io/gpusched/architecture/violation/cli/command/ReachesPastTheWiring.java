package io.gpusched.architecture.violation.cli.command;

import io.gpusched.architecture.violation.adapters.virtualtime.VirtualClock;

/** A command decides that its run is virtual. */
public record ReachesPastTheWiring(VirtualClock clock) {}
