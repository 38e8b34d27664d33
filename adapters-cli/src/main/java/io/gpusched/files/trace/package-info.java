/**
 * Reads what Linux recorded of its GPU scheduler as text, and writes runs in the same form.
 *
 * <pre>{@code
 * bytes --> Compression --> Lines --> EventLine, PerfLine    lines, and the event on each
 *                                         |
 *                                         v
 *                                  SchedulerEvents  what the event says, by its name
 *                                         |
 *                                         v
 *                                    JobAssembly    the jobs that events make up
 *                                         |
 *                                         v
 *                                  Reconstruction   the jobs that are whole --> Recording
 * }</pre>
 *
 * <p>{@code TraceText} drives the first line of the drawing, {@code TraceClock} checks the times, and {@code Tally} counts what is read and
 * keeps what is wrong with it. {@code ReadingLimits} says how much a file may make all of them do, and {@code OverLimit} that it wants more. {@code RecordedHistory} turns a recording into events, to check it as a run; {@code SchedulerTracepoints} and
 * {@code FtraceWriter} turn the events of a run into tracepoints, the way back.
 */
@NullMarked
package io.gpusched.files.trace;

import org.jspecify.annotations.NullMarked;
