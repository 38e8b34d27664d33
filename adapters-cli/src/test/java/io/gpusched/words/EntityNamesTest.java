package io.gpusched.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EntityNamesTest {
    @Test
    void the_only_entity_of_a_client_has_its_name() {
        assertThat(EntityNames.of(List.of("game", "desktop"))).containsExactly("game", "desktop");
    }

    @Test
    void several_entities_of_a_client_are_numbered_from_1() {
        assertThat(EntityNames.of(List.of("good", "broken", "good", "good")))
                .containsExactly("good 1", "broken", "good 2", "good 3");
    }

    @Test
    void a_number_that_another_client_has_in_its_name_is_passed_over() {
        assertThat(EntityNames.of(List.of("good", "good 1", "good"))).containsExactly("good 2", "good 1", "good 3");
    }
}
