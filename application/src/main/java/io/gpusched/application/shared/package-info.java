/** The face of a device to the threads of a program: {@link io.gpusched.application.shared.SharedDevice}, tickets, limits and snapshots. */
@NullMarked
package io.gpusched.application.shared;

import org.jspecify.annotations.NullMarked;
