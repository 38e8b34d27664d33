/** What a run looks like to a person or to a program. */
@NullMarked
package io.gpusched.views.text;

import org.jspecify.annotations.NullMarked;
