/**
 * Small drivers, built as real ones are: one register for the current job, one reset for all rings, a recovery that gives jobs up. What
 * drivers got wrong in such places is shown in the museum; these do it right.
 */
@NullMarked
package io.gpusched.adapters.gpusim.drivers;

import org.jspecify.annotations.NullMarked;
