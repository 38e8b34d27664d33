/** Reads traces in the form of Perfetto, as far as they hold events of the kernel. */
@NullMarked
package io.gpusched.files.trace.perfetto;

import org.jspecify.annotations.NullMarked;
