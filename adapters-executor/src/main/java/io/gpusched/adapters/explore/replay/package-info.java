/**
 * What is done with a finding: it is made short, written down as a token, and repeated from it.
 */
@NullMarked
package io.gpusched.adapters.explore.replay;

import org.jspecify.annotations.NullMarked;
