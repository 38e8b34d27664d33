/** Simulated hardware that does on demand what hardware does when it fails. */
@NullMarked
package io.gpusched.adapters.gpusim.faults;

import org.jspecify.annotations.NullMarked;
