/** Searches workloads on which one policy is worse than another, and says why. Everything here is repeatable: the same seed finds the same workloads. */
@NullMarked
package io.gpusched.cli.duel;

import org.jspecify.annotations.NullMarked;
