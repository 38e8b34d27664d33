package io.gpusched.examples.boot;

import io.gpusched.application.shared.Permit;
import java.time.Duration;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes a credit for the tenant of the request before a method with {@link FairLimit} runs, and gives it back afterwards. */
@Aspect
@Component
public class FairLimitAspect {
    private final Tenants tenants;

    FairLimitAspect(Tenants tenants) {
        this.tenants = tenants;
    }

    /** Runs a method in its tenant's turn. */
    @Around("@annotation(limit)")
    public @Nullable Object inTurn(ProceedingJoinPoint method, FairLimit limit) throws Throwable {
        try (Permit _ = tenants.ofRequest().acquire(Duration.ofMillis(limit.waitMillis()))) {
            return method.proceed();
        }
    }
}
