/**
 * Random workloads, and how a failing one is made smaller.
 *
 * <pre>{@code
 * Flavour, seed --> WorkloadGenerator, RandomSteps --> Workload
 * Workload, predicate --> WorkloadShrinker --> WorkloadEdits, Renumbering, PlainerWorkloads --> the smallest that still fails
 * }</pre>
 */
@NullMarked
package io.gpusched.application.generate;

import org.jspecify.annotations.NullMarked;
