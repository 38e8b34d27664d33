package io.gpusched.domain.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The list of policies. */
final class PoliciesTest {
    static final List<Policy> ALL = Policies.ALL;

    @ParameterizedTest
    @FieldSource("ALL")
    void each_policy_is_found_by_its_label(Policy policy) {
        assertThat(Policies.of(policy.label())).isSameAs(policy);
    }

    @Test
    void a_label_of_no_policy_finds_nothing() {
        assertThat(Policies.of("cfs")).isNull();
    }

    @Test
    void policies_for_one_entity_do_not_choose_between_several() {
        assertThat(Policies.FOR_SEVERAL_ENTITIES)
                .isNotEmpty()
                .noneMatch(Policy::isForOneEntity)
                .isSubsetOf(Policies.ALL);
        assertThat(Policies.ALL)
                .filteredOn(each -> !each.isForOneEntity())
                .containsExactlyElementsOf(Policies.FOR_SEVERAL_ENTITIES);
    }

    @Test
    void tables_begin_with_the_default() {
        assertThat(Policies.DEFAULT_FIRST)
                .startsWith(Policies.DEFAULT)
                .containsExactlyInAnyOrderElementsOf(Policies.OF_LINUX);
    }

    @Test
    void those_of_linux_give_keys_and_ours_divides_by_weights() {
        assertThat(Policies.OF_LINUX).hasSize(3).allMatch(KeyPolicy.class::isInstance);
        assertThat(Policies.FOR_SEVERAL_ENTITIES)
                .filteredOn(each -> !Policies.OF_LINUX.contains(each))
                .containsExactly(StartTimeFair.weighted(), StartTimeFair.strictPriorities());
    }
}
