/**
 * A live run to watch and to change: what is counted, what is drawn, what keys do, and the loop that connects them.
 */
@NullMarked
package io.gpusched.cli.top;

import org.jspecify.annotations.NullMarked;
