/** Random workloads, and how a failing one is made smaller. */
@NullMarked
package io.gpusched.application.generate;

import org.jspecify.annotations.NullMarked;
