/**
 * Stress tests of what threads share, on real cores, under the compilers' and the processor's reorderings. Names that end in
 * {@code Canary} are broken on purpose.
 *
 * <pre>
 * mvn -Pexamples -pl examples/concurrency -am package -DskipTests
 * cd examples/concurrency/target
 * java -cp 'lib/*' org.openjdk.jcstress.Main -m quick -t 'Stress$'   # must pass
 * java -cp 'lib/*' org.openjdk.jcstress.Main -m quick -t 'Canary$'   # must fail
 * </pre>
 */
@NullMarked
package io.gpusched.adapters.executor;

import org.jspecify.annotations.NullMarked;
