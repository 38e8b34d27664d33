package io.gpusched.examples.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits how many calls of the annotated methods run at once, fairly among tenants. Where Spring's {@code @ConcurrencyLimit} lets whoever comes
 * first through, however much that one asks for, each tenant has a queue of its own here. The thread of the request waits.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface FairLimit {
    /** How long a call waits for its turn at most, in milliseconds, at least 1. */
    long waitMillis() default 10_000;
}
