/**
 * All the ports, and the types that they pass. The application calls them, adapters implement them, and they speak domain types.
 * {@link io.gpusched.application.port.Writer} offers work queues, timers, a clock and a mailbox;
 * {@link io.gpusched.application.port.Hardware} is under each scheduler; {@link io.gpusched.application.port.Tracepoints} listens.
 */
@NullMarked
package io.gpusched.application.port;

import org.jspecify.annotations.NullMarked;
