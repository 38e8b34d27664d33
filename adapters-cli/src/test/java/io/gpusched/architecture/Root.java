package io.gpusched.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A package that has the shape of the whole project: that of the code, or that of the planted violations.
 *
 * @param name the name of the package
 */
record Root(String name) {
    /** Where the code is. */
    static final Root CODE = new Root("io.gpusched");

    /** Where the violations are. */
    static final Root PLANTED = new Root("io.gpusched.architecture.violation");

    /** Returns the name of a class below this root. */
    String type(String relativeName) {
        return name + "." + relativeName;
    }

    /** Everything in some packages below this root, and in the packages below those. */
    DescribedPredicate<JavaClass> in(String... relativeNames) {
        return resideInAnyPackage(
                        Stream.of(relativeNames).map(each -> type(each) + "..").toArray(String[]::new))
                .as("in " + String.join(" or ", relativeNames));
    }

    /** One class below this root. */
    DescribedPredicate<JavaClass> named(String relativeName) {
        return Targets.named(Pattern.quote(type(relativeName))).as(relativeName);
    }

    /** Classes that implement an interface below this root whose name matches. */
    DescribedPredicate<JavaClass> implement(String relativeRegex) {
        return assignableTo(Targets.named(name + "." + relativeRegex))
                .and(not(INTERFACES))
                .as("implement " + relativeRegex);
    }

    /** The module adapters-executor. */
    DescribedPredicate<JavaClass> executor() {
        return in("adapters").and(not(in("adapters.gpusim"))).as("in adapters but not in adapters.gpusim");
    }

    /** The module adapters-cli. */
    DescribedPredicate<JavaClass> commandLine() {
        return in("cli", "files", "views", "words").as("in adapters-cli");
    }

    /** Those who run a device with real threads, in real time. */
    DescribedPredicate<JavaClass> liveRunners() {
        return in("adapters.executor", "adapters.virtualthread", "adapters.tck");
    }

    /** What must do the same thing each time that it runs. */
    DescribedPredicate<JavaClass> repeatable() {
        return in("domain", "application", "adapters").and(not(liveRunners()));
    }
}
