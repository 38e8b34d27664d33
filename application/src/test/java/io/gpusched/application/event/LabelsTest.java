package io.gpusched.application.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpusched.application.port.Verdict;
import io.gpusched.domain.order.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabelsTest {
    @Test
    void a_label_is_the_name_in_lower_case() {
        assertThat(Labels.of(Verdict.NO_HANG)).isEqualTo("no_hang");
        assertThat(Labels.of(Verdict.values())).containsExactly("reset", "no_hang", "killed", "enodev");
    }

    @ParameterizedTest
    @EnumSource(Priority.class)
    void a_label_leads_back_to_its_constant(Priority priority) {
        assertThat(Labels.find(Priority.values(), Labels.of(priority))).isEqualTo(priority);
    }

    @Test
    void no_constant_has_a_label_in_capitals() {
        assertThat(Labels.find(Priority.values(), "HIGH")).isNull();
    }

    @Test
    void asking_for_a_label_that_no_constant_has_names_those_that_there_are() {
        assertThat(Labels.get(Verdict.values(), "no_hang")).isEqualTo(Verdict.NO_HANG);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Labels.get(Verdict.values(), "hang"))
                .withMessage("'hang' is none of reset, no_hang, killed, enodev");
    }
}
