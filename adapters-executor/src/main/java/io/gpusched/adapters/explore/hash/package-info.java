/**
 * Hashes of 64 bits and the tables that they are kept in: {@link Mix} makes them of names and numbers, {@link StateTable} numbers states by
 * them, {@link HistoryCount} counts different ones.
 */
@NullMarked
package io.gpusched.adapters.explore.hash;

import org.jspecify.annotations.NullMarked;
