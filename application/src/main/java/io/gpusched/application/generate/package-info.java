/** Random workloads, and how a failing one is shrunk. */
@NullMarked
package io.gpusched.application.generate;

import org.jspecify.annotations.NullMarked;
