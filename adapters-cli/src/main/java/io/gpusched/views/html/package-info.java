/** A run to look at: events become views, and views become one page for a browser. Pure functions, but for the file at the end. */
@NullMarked
package io.gpusched.views.html;

import org.jspecify.annotations.NullMarked;
