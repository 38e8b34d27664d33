/** Reads and writes trace.dat, the binary files of {@code trace-cmd}. */
@NullMarked
package io.gpusched.files.trace.dat;

import org.jspecify.annotations.NullMarked;
