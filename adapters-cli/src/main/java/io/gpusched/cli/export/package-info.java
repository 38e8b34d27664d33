/** What happened in runs, as files that the tools of others draw: Perfetto, chrome://tracing, speedscope. */
@NullMarked
package io.gpusched.cli.export;

import org.jspecify.annotations.NullMarked;
