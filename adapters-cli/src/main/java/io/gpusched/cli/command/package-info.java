/**
 * The commands, one class each, and what they share: options and converters of their values, inputs, output files that are written as a
 * whole or not at all, help, and exit codes. {@link io.gpusched.cli.command.Program} puts all of them together.
 */
@NullMarked
package io.gpusched.cli.command;

import org.jspecify.annotations.NullMarked;
