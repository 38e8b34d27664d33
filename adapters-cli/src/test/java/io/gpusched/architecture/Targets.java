package io.gpusched.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.regex.Pattern;

/** Predicates over the names of types and of what code touches: methods called or referred to, constructors, fields. */
final class Targets {
    private Targets() {}

    /** Types whose full name matches. */
    static DescribedPredicate<JavaClass> named(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return describe(
                "named " + regex, type -> pattern.matcher(type.getName()).matches());
    }

    /** Accesses to a member whose full name, as in {@code java.lang.Math.random}, matches. */
    static DescribedPredicate<JavaAccess<?>> member(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return describe(
                "the target is " + regex,
                access -> pattern.matcher(access.getTarget().getFullName().replaceFirst("\\(.*", ""))
                        .matches());
    }

    /** The same, for methods and constructors that have fewer parameters than that. */
    static DescribedPredicate<JavaAccess<?>> memberWithFewerParametersThan(int count, String regex) {
        return member(regex)
                .and(describe(
                        "it has fewer than " + count + " parameters",
                        access -> access.getTarget() instanceof CodeUnitAccessTarget target
                                && target.getRawParameterTypes().size() < count));
    }
}
