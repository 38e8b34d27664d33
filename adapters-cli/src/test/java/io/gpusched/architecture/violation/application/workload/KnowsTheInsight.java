package io.gpusched.architecture.violation.application.workload;

import io.gpusched.architecture.violation.application.insight.KnowsTheWorkload;

/** The other half of a cycle. */
public record KnowsTheInsight(KnowsTheWorkload other) {}
