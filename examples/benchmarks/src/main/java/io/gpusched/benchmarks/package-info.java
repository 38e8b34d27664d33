/**
 * How fast the scheduler is and how much memory it takes: JMH benchmarks of a steady pipeline, and object layouts by JOL. See
 * {@code docs/performance.md}.
 */
@NullMarked
package io.gpusched.benchmarks;

import org.jspecify.annotations.NullMarked;
