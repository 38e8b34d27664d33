/** Findings after they are found: shrunk, written as a token, and repeated from it. */
@NullMarked
package io.gpusched.adapters.explore.replay;

import org.jspecify.annotations.NullMarked;
