/**
 * A device for the threads of a program: {@link io.gpusched.application.shared.SharedDevice}, entities, tickets, limits, an orderly end and
 * snapshots.
 *
 * <pre>{@code
 * any thread:  SharedEntity.submit --> a place in the queue, or a Rejection --> a stack
 * writer:      the whole stack, reversed --> Device.submit --> the Ticket's stages complete
 * }</pre>
 */
@NullMarked
package io.gpusched.application.shared;

import org.jspecify.annotations.NullMarked;
