/** The scheduler as a driver uses it: a device in virtual time on a simulated GPU. */
@NullMarked
package io.gpusched.scheduler;

import org.jspecify.annotations.NullMarked;
