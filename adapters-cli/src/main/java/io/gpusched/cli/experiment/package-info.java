/**
 * What commands start: simulations in virtual time, live runs, explorations and their repetitions, worlds of the museum. Commands get the
 * results in types of this package, so they never see an adapter.
 */
@NullMarked
package io.gpusched.cli.experiment;

import org.jspecify.annotations.NullMarked;
