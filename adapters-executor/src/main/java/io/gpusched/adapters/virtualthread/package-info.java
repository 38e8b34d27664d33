/** A live writer on one virtual thread. */
@NullMarked
package io.gpusched.adapters.virtualthread;

import org.jspecify.annotations.NullMarked;
