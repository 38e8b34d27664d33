package io.gpusched.architecture.violation.domain.fence;

import io.gpusched.architecture.violation.domain.sched.Entity;

/** A fence is about entities. */
public record KnowsTheScheduler(Entity entity) {}
