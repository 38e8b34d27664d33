/**
 * What a device did, as records, and the listeners that make them.
 *
 * <pre>{@code
 * Device --> Tracepoints --> Listeners --> Recorder --> Event --> reports, checks, comparisons, files
 * }</pre>
 */
@NullMarked
package io.gpusched.application.event;

import org.jspecify.annotations.NullMarked;
