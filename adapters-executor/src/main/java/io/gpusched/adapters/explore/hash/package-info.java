/** Hashes of 64 bits, which stand for names, choices and states, and the tables that count and number them. */
@NullMarked
package io.gpusched.adapters.explore.hash;

import org.jspecify.annotations.NullMarked;
