/** What to submit and when, as data, and the player that submits it. */
@NullMarked
package io.gpusched.application.workload;

import org.jspecify.annotations.NullMarked;
