package io.gpusched.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import java.util.regex.Pattern;

/** Predicates over the shape of a type. */
final class Shapes {
    private Shapes() {}

    /** Seen from other packages. */
    static final DescribedPredicate<JavaClass> PUBLIC =
            describe("public", type -> type.getModifiers().contains(JavaModifier.PUBLIC));

    /** Public, and so are all types that it is nested in. */
    static final DescribedPredicate<JavaClass> SEEN_EVERYWHERE = describe("seen everywhere", Shapes::isSeenEverywhere);

    private static boolean isSeenEverywhere(JavaClass type) {
        return PUBLIC.test(type)
                && type.getEnclosingClass().map(Shapes::isSeenEverywhere).orElse(true);
    }

    /** Nested in the interface that it is a kind of, and always written with its name. */
    static final DescribedPredicate<JavaClass> KINDS_OF_WHAT_ENCLOSES_THEM = describe(
            "kinds of the type that encloses them",
            type -> type.getEnclosingClass()
                    .map(outer -> type.isAssignableTo(outer.getName()))
                    .orElse(false));

    /** All its subtypes are known. ArchUnit does not read this from class files. */
    static DescribedPredicate<JavaClass> sealed() {
        return describe("sealed", type -> type.reflect().isSealed());
    }

    /** Made to be implemented by a lambda. */
    static DescribedPredicate<JavaClass> functional() {
        return describe("functional", type -> type.isAnnotatedWith(FunctionalInterface.class));
    }

    /** At least two classes implement it, those of the test kit included. */
    static DescribedPredicate<JavaClass> implementedTwice() {
        return describe(
                "implemented twice",
                type -> type.getAllSubclasses().stream()
                                .filter(each -> !each.isInterface())
                                .count()
                        >= 2);
    }

    /** Nobody can derive from it unasked. */
    static DescribedPredicate<JavaClass> closed() {
        return describe(
                "final, sealed, a record or an enum",
                type -> type.getModifiers().contains(JavaModifier.FINAL)
                        || type.isRecord()
                        || type.isEnum()
                        || type.reflect().isSealed());
    }

    /** Types whose name without package matches. */
    static DescribedPredicate<JavaClass> simplyNamed(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return describe(
                "named " + regex, type -> pattern.matcher(type.getSimpleName()).matches());
    }

    /** Types of a kind of which there is another one in the same package. */
    static ArchCondition<JavaClass> shareTheirPackageWithAnother(DescribedPredicate<JavaClass> kind) {
        return be(kind.and(describe(
                "beside another one",
                type -> type.getPackage().getClasses().stream().filter(kind).count() > 1)));
    }
}
