package io.gpusched.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.CompositeArchRule.of;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.gpusched.architecture.Rule.rule;
import static io.gpusched.architecture.StaticState.beFinalAndImmutable;
import static io.gpusched.architecture.StaticState.fillACollection;
import static io.gpusched.architecture.Targets.member;
import static io.gpusched.architecture.Targets.memberWithFewerParametersThan;
import static io.gpusched.architecture.Targets.named;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import io.gpusched.architecture.violation.adapters.explore.GathersInNoOrder;
import io.gpusched.architecture.violation.adapters.explore.RollsUnseededDice;
import io.gpusched.architecture.violation.adapters.gpusim.LooksAtTheWatch;
import io.gpusched.architecture.violation.adapters.virtualtime.TrustsTheOrderOfASet;
import io.gpusched.architecture.violation.application.scheduling.TossesACoin;
import io.gpusched.architecture.violation.cli.casefile.KeepsARegistry;
import io.gpusched.architecture.violation.cli.command.DatesItsOutput;
import io.gpusched.architecture.violation.domain.order.HashesItsEntities;
import io.gpusched.architecture.violation.domain.order.RemembersTheLast;
import org.junit.jupiter.api.Test;

/** The same input gives the same run. */
class RepeatabilityTest {
    private static final DescribedPredicate<JavaAccess<?>> REAL_TIME = member(
                    "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)"
                            + "|java\\.lang\\.Thread\\.sleep"
                            + "|java\\.time\\.\\w+(\\.\\w+)?\\.(now|system\\w*|tick\\w*)"
                            + "|java\\.util\\.Calendar\\.getInstance")
            .or(memberWithFewerParametersThan(1, "java\\.util\\.Date\\.<init>"))
            .as("it asks for the real time");

    private static final DescribedPredicate<JavaAccess<?>> UNSEEDED = member(
                    "java\\.lang\\.(Math\\.random|System\\.identityHashCode)"
                            + "|java\\.util\\.UUID\\.randomUUID"
                            + "|java\\.security\\.SecureRandom\\..*"
                            + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\..*"
                            + "|java\\.util\\.random\\.RandomGenerator\\.(getDefault|of)"
                            + "|org\\.apache\\.commons\\.rng\\.simple\\.RandomSource\\.create(Int|Long)\\w*"
                            + "|org\\.apache\\.commons\\.rng\\.simple\\.ThreadLocalRandomSource\\..*")
            .or(memberWithFewerParametersThan(
                    1, "java\\.util\\.(Splittable)?Random\\.<init>|.*\\.RandomSource\\.create"))
            .or(memberWithFewerParametersThan(2, "java\\.util\\.Collections\\.shuffle"))
            .as("it is chance without a seed");

    private static final DescribedPredicate<JavaClass> GENERATORS = named(
                    "java\\.util\\.(Splittable)?Random|java\\.util\\.random\\..*|org\\.apache\\.commons\\.(rng|statistics)\\..*")
            .as("random number generators");

    private static final DescribedPredicate<JavaClass> HASH_TABLES = named(
                    "(java\\.util(\\.concurrent)?|io\\.vavr\\.collection)\\.(?!Linked)\\w*Hash(Map|Set|Multimap|table)(\\$.*)?")
            .as("hash tables");

    private static final DescribedPredicate<JavaAccess<?>> UNORDERED = member(
                    "java\\.util\\.(Map\\.(of|ofEntries|copyOf)|Set\\.(of|copyOf))"
                            + "|java\\.util\\.stream\\.Collectors\\.(toSet|toUnmodifiable(Set|Map)|groupingByConcurrent|toConcurrentMap)"
                            + "|.*\\.(parallel|parallelStream)")
            .or(memberWithFewerParametersThan(3, "java\\.util\\.stream\\.Collectors\\.groupingBy"))
            .or(memberWithFewerParametersThan(4, "java\\.util\\.stream\\.Collectors\\.toMap"))
            .as("it makes a hash table or a parallel stream");

    @Test
    void real_time_is_for_the_live_runners() {
        rule(root -> noClasses()
                        .that(not(root.liveRunners()))
                        .should()
                        .accessTargetWhere(REAL_TIME)
                        .because("everybody else is told the time by the writer's clock, which may be virtual"))
                .isBrokenBy(LooksAtTheWatch.class, DatesItsOutput.class)
                .holds();
    }

    @Test
    void chance_always_has_a_seed() {
        rule(root -> noClasses()
                        .should()
                        .accessTargetWhere(UNSEEDED)
                        .because("a run that cannot be repeated proves nothing"))
                .isBrokenBy(RollsUnseededDice.class)
                .holds();
    }

    @Test
    void the_scheduler_and_its_runners_draw_no_lots_even_with_a_seed() {
        rule(root -> noClasses()
                        .that(root.in("domain", "application", "adapters")
                                .and(not(root.in(
                                        "application.generate",
                                        "application.workload",
                                        "adapters.gpusim",
                                        "adapters.explore",
                                        "adapters.tck"))))
                        .should()
                        .dependOnClassesThat(GENERATORS)
                        .because(
                                "chance comes in from outside: as a workload with its latencies, as hardware, or as an order to explore"))
                .isBrokenBy(TossesACoin.class)
                .holds();
    }

    @Test
    void order_is_explicit() {
        rule(root -> noClasses()
                        .that(root.repeatable())
                        .should()
                        .dependOnClassesThat(HASH_TABLES)
                        .orShould()
                        .accessTargetWhere(UNORDERED)
                        .because(
                                "hash tables change their order with what is in them, and Set.of with each start of Java"))
                .isBrokenBy(HashesItsEntities.class, TrustsTheOrderOfASet.class, GathersInNoOrder.class)
                .holds();
    }

    @Test
    void static_fields_are_final_and_immutable() {
        rule(root -> of(fields().that().areStatic().should(beFinalAndImmutable()))
                        .and(noClasses().should(fillACollection()))
                        .because("two runs in one program must not know of each other"))
                .isBrokenBy(RemembersTheLast.class, KeepsARegistry.class)
                .holds();
    }
}
