/**
 * An HTTP service whose handlers share one limited backend through gpusched. One tenant floods it, the other asks now and then; it prints how
 * long both wait, first come first served and fair. See {@code docs/embedding.md}.
 */
@NullMarked
package io.gpusched.examples.http;

import org.jspecify.annotations.NullMarked;
