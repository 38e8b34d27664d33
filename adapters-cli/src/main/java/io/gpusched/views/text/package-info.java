/**
 * Runs, comparisons, explorations and recordings as text: tables, timelines and sentences for a terminal, and CSV or JSON of the same
 * figures.
 */
@NullMarked
package io.gpusched.views.text;

import org.jspecify.annotations.NullMarked;
