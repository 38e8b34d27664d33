/** What a terminal can show: colours and width, a line of progress, a full screen. */
@NullMarked
package io.gpusched.cli.terminal;

import org.jspecify.annotations.NullMarked;
