package io.gpusched.architecture.violation.application.insight;

import io.gpusched.architecture.violation.application.workload.KnowsTheInsight;

/** One half of a cycle. */
public record KnowsTheWorkload(KnowsTheInsight other) {}
