/**
 * Reads traces in the form of Perfetto, as far as they hold events of the kernel. They end as lines of text, so that one set of rules for
 * fields serves all formats.
 *
 * <pre>{@code
 * PerfettoFile --> ProtoCursor --> EventShape, TaskNames --> KeptEvents, sorted by time --> EventText --> TraceText
 * }</pre>
 */
@NullMarked
package io.gpusched.files.trace.perfetto;

import org.jspecify.annotations.NullMarked;
