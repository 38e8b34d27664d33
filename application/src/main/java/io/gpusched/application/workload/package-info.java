/**
 * What to submit and when, as data; the rules that such a workload keeps; the player that submits it to a device; and what it asks of the
 * hardware.
 */
@NullMarked
package io.gpusched.application.workload;

import org.jspecify.annotations.NullMarked;
