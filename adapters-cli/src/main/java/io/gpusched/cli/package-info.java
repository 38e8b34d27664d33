/**
 * The program: {@link io.gpusched.cli.Main} runs a command line and ends with its exit code. It writes through an output that notices a
 * closed pipe.
 */
@NullMarked
package io.gpusched.cli;

import org.jspecify.annotations.NullMarked;
