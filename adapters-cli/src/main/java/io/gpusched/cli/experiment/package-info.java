/** What commands start: simulations, live runs, explorations, repetitions. This package knows the adapters, and commands know it. */
@NullMarked
package io.gpusched.cli.experiment;

import org.jspecify.annotations.NullMarked;
