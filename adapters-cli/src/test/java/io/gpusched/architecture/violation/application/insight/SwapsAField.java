package io.gpusched.architecture.violation.application.insight;

import java.lang.invoke.VarHandle;

/** An atomic variable without its class. */
public record SwapsAField(VarHandle jobs) {}
