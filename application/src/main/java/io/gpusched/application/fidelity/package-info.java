/** How true a replay is: the run order and the waits of a recording, beside those of its replay, and why they differ. */
@NullMarked
package io.gpusched.application.fidelity;

import org.jspecify.annotations.NullMarked;
