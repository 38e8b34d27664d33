/** The simulated GPU: rings that take time, hang, refuse, fail and are reset, as the workload says. */
@NullMarked
package io.gpusched.adapters.gpusim;

import org.jspecify.annotations.NullMarked;
