/**
 * One load on the limiters that a program on the JVM can have: {@link io.gpusched.limiters.Main} prints the table, {@code LimiterBenchmark} measures
 * the cost of a call.
 */
@NullMarked
package io.gpusched.limiters;

import org.jspecify.annotations.NullMarked;
