/** The words of time that all packages share. Knows nothing else. */
@NullMarked
package io.gpusched.domain.time;

import org.jspecify.annotations.NullMarked;
