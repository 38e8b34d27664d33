/**
 * Live writers: the promise of the ordered work queue over any executor, or on a thread of its own. Other threads come in through the
 * mailbox and through nothing else.
 */
@NullMarked
package io.gpusched.adapters.executor;

import org.jspecify.annotations.NullMarked;
