package io.gpusched.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.TOP_LEVEL_CLASSES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.gpusched.architecture.Rule.rule;
import static io.gpusched.architecture.Shapes.KINDS_OF_WHAT_ENCLOSES_THEM;
import static io.gpusched.architecture.Shapes.SEEN_EVERYWHERE;
import static io.gpusched.architecture.Shapes.closed;
import static io.gpusched.architecture.Shapes.simplyNamed;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import io.gpusched.architecture.violation.application.device.EventFence;
import io.gpusched.architecture.violation.application.scheduling.InvitesSubclasses;
import io.gpusched.architecture.violation.cli.casefile.AbstractReader;
import io.gpusched.architecture.violation.cli.casefile.CaseAdapter;
import io.gpusched.architecture.violation.views.text.TwinTable;
import io.gpusched.domain.fence.Fence;
import org.junit.jupiter.api.Test;

/** What a class is and what it is called. */
class ShapeTest {
    private static final DescribedPredicate<JavaClass> NAMED_AFTER_A_PATTERN = simplyNamed(
                    "Abstract.*|.*(Impl|Port|Adapter|UseCase|Service|Manager|Helper|Utils?|DTO|Dto|Mapper|Processor)")
            .as("named after a pattern");

    @Test
    void classes_of_the_core_are_closed() {
        rule(root -> classes()
                        .that(root.in("domain", "application")
                                .and(TOP_LEVEL_CLASSES)
                                .and(not(INTERFACES))
                                .and(not(root.named("application.port.Work")))
                                .and(not(root.named("domain.fence.Fence"))))
                        .should(be(closed()))
                        .because(
                                "a switch over them must be complete, and nobody may override the rules of the scheduler"))
                .isBrokenBy(InvitesSubclasses.class)
                .holds();
    }

    @Test
    void only_the_fences_of_a_job_are_a_fence_themselves() {
        rule(root -> classes()
                        .that(are(root.in("domain", "application", "adapters", "cli", "files", "views", "words")
                                .and(TOP_LEVEL_CLASSES)
                                .and(assignableTo(Fence.class))))
                        .should(be(root.named("domain.fence.Fence").or(root.named("domain.sched.JobFences"))))
                        .because(
                                "they are of another package, so Fence cannot be sealed, and there is one pair for each job, so an "
                                        + "object counts; whatever else signals fences is their source"))
                .isBrokenBy(EventFence.class)
                .holds();
    }

    @Test
    void names_say_what_a_thing_is_and_not_which_pattern_it_follows() {
        rule(root -> noClasses()
                        .should(be(NAMED_AFTER_A_PATTERN))
                        .because("the words are those of the field: job, entity, fence, credit"))
                .isBrokenBy(AbstractReader.class, CaseAdapter.class)
                .holds();
    }

    @Test
    void the_name_of_a_public_type_stands_for_one_thing() {
        rule(root -> classes()
                        .that(SEEN_EVERYWHERE.and(not(KINDS_OF_WHAT_ENCLOSES_THEM)))
                        .should(new OwnName())
                        .because("whoever reads a name without its import must know what it means"))
                .isBrokenBy(TwinTable.class, io.gpusched.architecture.violation.views.html.TwinTable.class)
                .holds();
    }
}
