/** What happened in runs, as files that the tools of others draw: Perfetto, chrome://tracing, speedscope. */
@NullMarked
package io.gpusched.views.export;

import org.jspecify.annotations.NullMarked;
