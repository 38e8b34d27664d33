/**
 * Workloads as scenarios: one workload with its clients and its words, and every small workload there is.
 */
@NullMarked
package io.gpusched.adapters.explore.workload;

import org.jspecify.annotations.NullMarked;
