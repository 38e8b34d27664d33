/** What a terminal can show, and what is drawn on it. */
@NullMarked
package io.gpusched.cli.terminal;

import org.jspecify.annotations.NullMarked;
