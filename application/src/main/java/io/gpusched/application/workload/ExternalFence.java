package io.gpusched.application.workload;

import io.gpusched.domain.fence.FenceSource;

/**
 * A fence of the workload's own, signalled by one of its steps.
 *
 * @param timelineName its name
 */
record ExternalFence(String timelineName) implements FenceSource {}
