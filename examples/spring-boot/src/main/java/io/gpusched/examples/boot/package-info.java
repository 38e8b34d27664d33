/**
 * An application of Spring Boot whose tenants share one limited backend: {@link io.gpusched.examples.boot.FairLimit} on a method in place of Spring's
 * own annotation, and the endpoint {@code /actuator/gpusched}.
 */
@NullMarked
package io.gpusched.examples.boot;

import org.jspecify.annotations.NullMarked;
