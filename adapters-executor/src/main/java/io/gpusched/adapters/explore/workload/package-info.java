/** Workloads to explore: a workload as a scenario, its steps in words, and every small workload there is. */
@NullMarked
package io.gpusched.adapters.explore.workload;

import org.jspecify.annotations.NullMarked;
