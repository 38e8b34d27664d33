/** What every writer has to do, in its order; the writers differ in who does it, and in where time comes from. */
@NullMarked
package io.gpusched.adapters.agenda;

import org.jspecify.annotations.NullMarked;
