/**
 * The report page: a run to look at in a browser. The steps are pure functions.
 *
 * <pre>{@code
 * events --> RunLog, MarkLog, Waits --> RunView --> ViewJson ------------> Page, with its scripts
 *                                           `-----> FigureTables ----^
 * }</pre>
 */
@NullMarked
package io.gpusched.views.html;

import org.jspecify.annotations.NullMarked;
