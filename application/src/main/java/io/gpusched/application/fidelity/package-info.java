/**
 * How closely a replay follows its recording: the order in which jobs ran, their waits, and the cause of each difference.
 */
@NullMarked
package io.gpusched.application.fidelity;

import org.jspecify.annotations.NullMarked;
