/** The commands as a user meets them: words in, text and an exit code out. */
@NullMarked
package io.gpusched.cli.command;

import org.jspecify.annotations.NullMarked;
