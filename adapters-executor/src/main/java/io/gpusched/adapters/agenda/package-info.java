/**
 * What every writer has to do, in order: one line of work items and one heap of timers. The writers differ in what drives it and where
 * time comes from.
 */
@NullMarked
package io.gpusched.adapters.agenda;

import org.jspecify.annotations.NullMarked;
