/**
 * Stress tests of what threads share, on real cores, under the compilers' and the processor's reorderings. Names that end in
 * {@code Canary} are broken on purpose. No test has more than two actors, so that two cores are enough.
 *
 * <pre>
 * mvn -Pexamples -DskipTests package
 * java -cp 'examples/concurrency/target/lib/*' org.openjdk.jcstress.Main -m quick -t 'Stress$'    # must pass
 * java -cp 'examples/concurrency/target/lib/*' org.openjdk.jcstress.Main -m sanity -t 'Canary$'   # must fail
 * </pre>
 */
@NullMarked
package io.gpusched.adapters.executor;

import org.jspecify.annotations.NullMarked;
