package io.gpusched.architecture.violation.domain.order;

import io.gpusched.architecture.violation.domain.fence.Fence;

/** The order depends on a fence. */
public record KnowsFences(Fence fence) {}
