package io.gpusched.files.trace;

/**
 * An event as it stands in a trace.
 *
 * @param source which of several traces that were printed together, from 0
 * @param task the name of the thread that was running
 * @param pid its id
 * @param cpu where
 * @param nanos when
 * @param name what happened
 * @param text the whole line
 * @param fieldsAt where in the line the fields of the event begin
 */
public record TraceEvent(int source, String task, long pid, int cpu, long nanos, String name, String text, int fieldsAt)
        implements LineContent {}
