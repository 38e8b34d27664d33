/** The commands, one class each: options in, a run, a report out. */
@NullMarked
package io.gpusched.cli.command;

import org.jspecify.annotations.NullMarked;
