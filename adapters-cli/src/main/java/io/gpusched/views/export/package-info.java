/** Runs as files that other tools draw: Perfetto, chrome://tracing, speedscope; and as JSON. */
@NullMarked
package io.gpusched.views.export;

import org.jspecify.annotations.NullMarked;
