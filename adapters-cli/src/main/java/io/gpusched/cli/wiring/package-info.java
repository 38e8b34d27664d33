/** Dagger components and modules: which adapter is plugged into which port. */
@NullMarked
package io.gpusched.cli.wiring;

import org.jspecify.annotations.NullMarked;
