/** Reads what Linux recorded of its GPU scheduler: the text of tracefs and trace-cmd, and trace.dat itself. */
@NullMarked
package io.gpusched.files.trace;

import org.jspecify.annotations.NullMarked;
