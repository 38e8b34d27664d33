/** Studies on a cluster that runs Apache Spark. */
@NullMarked
package io.gpusched.spark;

import org.jspecify.annotations.NullMarked;
