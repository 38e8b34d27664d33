/** What a run looks like to a person or to a program. */
@NullMarked
package io.gpusched.cli.report;

import org.jspecify.annotations.NullMarked;
