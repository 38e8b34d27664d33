/** The way in: what a client, a driver or an operator does with a device. */
@NullMarked
package io.gpusched.application.device;

import org.jspecify.annotations.NullMarked;
