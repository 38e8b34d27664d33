/**
 * Dagger components: which adapter is behind which port. In this module, only this package and {@code cli.experiment} know adapters.
 */
@NullMarked
package io.gpusched.cli.wiring;

import org.jspecify.annotations.NullMarked;
