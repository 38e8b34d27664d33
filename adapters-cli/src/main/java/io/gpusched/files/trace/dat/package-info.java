/**
 * The binary trace.dat of {@code trace-cmd}, read and written. Reading finds the pages of each CPU, merges their events by time, and hands
 * them on as text in raw form, so that one set of rules for fields serves text and trace.dat.
 *
 * <pre>{@code
 * DatFile --> DatDescription, DatSections --> DatPages --> DatBuffer --> DatEventFormat --> TraceText
 * SchedulerTracepoint --> DatRecord --> DatPageWriter --> DatWriter
 * }</pre>
 */
@NullMarked
package io.gpusched.files.trace.dat;

import org.jspecify.annotations.NullMarked;
