/** The pages that are made of runs. */
@NullMarked
package io.gpusched.views.html;

import org.jspecify.annotations.NullMarked;
