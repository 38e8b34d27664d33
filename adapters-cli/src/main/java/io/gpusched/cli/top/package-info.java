/** A live run to look at and to steer: what is shown, what keys do, and the loop that joins them. */
@NullMarked
package io.gpusched.cli.top;

import org.jspecify.annotations.NullMarked;
