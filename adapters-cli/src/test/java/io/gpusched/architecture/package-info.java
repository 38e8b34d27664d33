/**
 * The architecture as tests. Each rule is written once, for any root package; it must hold for {@code io.gpusched}, and it must catch the
 * classes that are planted under {@code violation} to break it, and no others.
 */
@NullMarked
package io.gpusched.architecture;

import org.jspecify.annotations.NullMarked;
