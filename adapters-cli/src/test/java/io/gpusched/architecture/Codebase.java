package io.gpusched.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;

/** The classes that the rules are about, read from the class path once. */
final class Codebase {
    /** What is shipped, and the test kit, since its types count as implementations of the ports. */
    static final JavaClasses CODE_AND_KIT = new ClassFileImporter()
            .withImportOption(location -> isTestKit(location) || !location.contains("/test-classes/"))
            .importPackages(Root.CODE.name());

    /** What is shipped and was written by hand. */
    static final JavaClasses CODE =
            CODE_AND_KIT.that(not(resideInAPackage("io.gpusched.testkit.."))).that(not(generated()));

    /** The classes that break the rules. */
    static final JavaClasses PLANTED = new ClassFileImporter().importPackages(Root.PLANTED.name());

    private Codebase() {}

    private static boolean isTestKit(Location location) {
        return location.contains("/io/gpusched/testkit/");
    }

    private static DescribedPredicate<JavaClass> generated() {
        return describe(
                "made by Dagger",
                type -> type.isAnnotatedWith("dagger.internal.DaggerGenerated")
                        || type.getEnclosingClass()
                                .map(outer -> outer.isAnnotatedWith("dagger.internal.DaggerGenerated"))
                                .orElse(false));
    }
}
