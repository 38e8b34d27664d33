/**
 * Live writers: the promise of the ordered work queue over any executor, or on a thread of its own. Other threads reach a writer through
 * its mailbox only. The package also has what runs something on a live writer until it is done.
 *
 * <pre>{@code
 * any thread --> Inbox --> LiveWriter --> Agenda
 *                             |--- ThreadWriter     on a thread of its own, woken by a Doorbell
 *                             `--- ExecutorWriter   on any executor, some steps a turn
 * }</pre>
 */
@NullMarked
package io.gpusched.adapters.executor;

import org.jspecify.annotations.NullMarked;
