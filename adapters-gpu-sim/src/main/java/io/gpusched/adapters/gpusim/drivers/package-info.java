/**
 * Small drivers, built as real ones are: one register for the current job, one reset for all rings, a reset that takes time, a recovery that
 * gives jobs up. The museum shows what drivers got wrong in such places; these do it right.
 */
@NullMarked
package io.gpusched.adapters.gpusim.drivers;

import org.jspecify.annotations.NullMarked;
