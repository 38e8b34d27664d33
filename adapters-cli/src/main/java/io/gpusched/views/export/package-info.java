/**
 * Runs as files for other programs: timelines for Perfetto and chrome://tracing, and summaries and waits as JSON.
 *
 * <pre>{@code
 * events --> RunTracks --> Tracks --> ChromeJson                      Chrome's trace event format
 *                             `-----> NativeTracks, PerfettoPackets   Perfetto's native format
 * }</pre>
 */
@NullMarked
package io.gpusched.views.export;

import org.jspecify.annotations.NullMarked;
