/**
 * A small driver, built as real ones are: one register for the current job. The museum shows what drivers got wrong in such places; this one
 * does it right. Drivers that differ in how they recover need no class: see {@link io.gpusched.application.recovery.RecoveryPlan}.
 */
@NullMarked
package io.gpusched.adapters.gpusim.drivers;

import org.jspecify.annotations.NullMarked;
