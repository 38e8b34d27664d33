package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gpusched.cli.museum.Catalogue;
import io.gpusched.cli.museum.Discovery;
import io.gpusched.cli.museum.Exhibit;
import io.gpusched.cli.museum.Expedition;
import io.gpusched.cli.museum.Mutation;
import io.gpusched.cli.museum.World;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The museum")
class MuseumTest {
    /** Many times what the hardest exhibit takes; schedules, since time says nothing on a busy machine. */
    private static final long SCHEDULES = 20_000;

    private static final long OTHER_SEED = 4711;

    static Stream<Exhibit> exhibits() {
        return Catalogue.open().exhibits().stream();
    }

    @ParameterizedTest
    @MethodSource("exhibits")
    void finds_a_bug_that_is_brought_back_tells_it_shortly_and_repeats_it(Exhibit exhibit) {
        World world = Museum.open(exhibit);
        Expedition expedition = exhibit.expedition().within(SCHEDULES, Long.MAX_VALUE);

        Discovery found = world.explore(expedition);
        Discovery repeated = world.repeat(expedition, found.token());
        Discovery withOtherSeed = world.explore(expedition.withSeed(OTHER_SEED));

        assertThat(found.rule()).isEqualTo(exhibit.rule());
        assertThat(found.history()).hasSizeBetween(1, 20);
        assertThat(found.token()).hasSizeLessThanOrEqualTo(200).matches("[A-Za-z0-9_-]+");
        assertThat(repeated.same()).isTrue();
        assertThat(repeated.history()).isEqualTo(found.history());
        assertThat(withOtherSeed.isFound()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("exhibits")
    void finds_nothing_where_the_bug_is_not_brought_back(Exhibit exhibit) {
        Expedition expedition = exhibit.sound().within(100_000, Long.MAX_VALUE);

        Discovery all = Museum.sound().explore(expedition.by("exhaustive"));

        assertThat(all.isFound()).as(all.violation() + all.history()).isFalse();
        assertThat(all.covered()).isTrue();
    }

    @Test
    void has_the_first_twelve_and_thirty_in_all_each_with_its_source() {
        List<Exhibit> exhibits = exhibits().toList();

        assertThat(exhibits).hasSizeGreaterThanOrEqualTo(30);
        assertThat(exhibits).extracting(Exhibit::number).isSorted().doesNotHaveDuplicates();
        assertThat(exhibits.subList(0, 12))
                .extracting(Exhibit::number)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(exhibits).extracting(Exhibit::name).doesNotHaveDuplicates();
        assertThat(exhibits).allSatisfy(each -> assertThat(each.sources()).isNotEmpty());
    }

    @Nested
    class A_world {
        private static final String SCHEDULER = "domain/src/main/java/io/gpusched/domain/sched/Score.java";

        @Test
        void whose_change_does_not_compile_is_not_opened() {
            String patch = """
                    --- a/%s
                    +++ b/%s
                    @@ -1,2 +1,2 @@
                         void increment() {
                    -        value++;
                    +        worth++;
                    """.formatted(SCHEDULER, SCHEDULER);

            assertThatExceptionOfType(Mutation.Misfit.class)
                    .isThrownBy(() -> Museum.open(Mutation.of(patch)))
                    .withMessageContaining("does not compile")
                    .withMessageContaining("worth");
        }

        @Test
        void knows_nothing_of_the_changes_in_another_one() {
            Exhibit exhibit = Catalogue.open().of("score-first-push-only").orElseThrow();
            Expedition expedition = exhibit.expedition().within(100, Long.MAX_VALUE);

            Discovery changed = Museum.open(exhibit).explore(expedition);
            Discovery sound = Museum.sound().explore(expedition);

            assertThat(changed.isFound()).isTrue();
            assertThat(sound.isFound()).isFalse();
        }
    }
}
