/** Dagger components: who is plugged into which port. Only this package knows the adapters. */
@NullMarked
package io.gpusched.cli.wiring;

import org.jspecify.annotations.NullMarked;
