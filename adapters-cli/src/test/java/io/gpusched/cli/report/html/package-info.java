/** The pages that are made of runs. */
@NullMarked
package io.gpusched.cli.report.html;

import org.jspecify.annotations.NullMarked;
