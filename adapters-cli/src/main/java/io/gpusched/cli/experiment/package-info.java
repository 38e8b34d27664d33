/** What commands start: simulations, live runs, explorations, repetitions. */
@NullMarked
package io.gpusched.cli.experiment;

import org.jspecify.annotations.NullMarked;
