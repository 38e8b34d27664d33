package io.gpusched.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyRunTest {
    private static final String SCENARIO = """
            duration: 50ms
            rings: [{name: r}]
            entities: [{name: a}, {name: b}]
            clients:
              - {entity: a, open: {every: {exponential: {mean: 1ms}}}, jobs: [{duration: {exponential: {mean: 400us}}}]}
              - {entity: b, open: {every: {exponential: {mean: 3ms}}}, jobs: [{duration: {exponential: {mean: 600us}}}]}
            """;

    private static final String STUDY = """
            workloads: [{name: w, file: f}]
            policy: [fifo, rr]
            measures: [mean, p99(b), throughput]
            replications: {at_least: 6, at_most: 60, step: 6, in_shard: 2}
            stop: {measure: mean, half_width_percent: 25}
            """;

    @TempDir
    private Path folder;

    private static List<Object> values(StudyResults results) {
        List<Object> values = new ArrayList<>();
        values.add(results.replications());
        for (SweepSetting each : results.study().settings()) {
            for (int i = 0; i < 3; i++) {
                values.add(results.value(each, i));
                values.add(results.difference(each, i));
            }
        }
        return values;
    }

    /** Plays shards in a random order. */
    private static ShardPlayer shuffled(Study study, StudyFolder folder, long seed) {
        return (shards, finished) -> {
            List<Integer> order = new ArrayList<>(shards);
            Collections.shuffle(order, new Random(seed));
            for (int shard : order) {
                folder.write(shard, study.play(shard));
                finished.accept(shard);
            }
        };
    }

    private StudyResults run(Study study, Path where, long seed) {
        StudyFolder results = new StudyFolder(where, study.fingerprint());
        return new StudyRun(study, results, shuffled(study, results, seed)).results(soFar -> {});
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void results_do_not_depend_on_the_order_of_shards_or_on_what_was_there_before(long seed) throws IOException {
        Study study = Studies.of(STUDY, SCENARIO);
        List<Object> expected = values(run(study, folder.resolve("one"), 0));
        Path other = folder.resolve("other");
        StudyFolder results = new StudyFolder(other, study.fingerprint());
        Random random = new Random(seed);
        for (int shard = 0; shard < 30; shard++) {
            switch (random.nextInt(3)) {
                case 0 -> results.write(shard, study.play(shard));
                case 1 -> {
                    results.write(shard, study.play(shard));
                    String whole = Files.readString(results.file(shard));
                    Files.writeString(results.file(shard), whole.substring(0, random.nextInt(whole.length())));
                }
                default -> {}
            }
        }

        assertThat(values(run(study, other, seed))).isEqualTo(expected);
    }

    @Test
    void the_study_ends_when_the_interval_is_narrow_enough_and_not_before() {
        Study study = Studies.of(STUDY, SCENARIO);

        StudyResults results = run(study, folder, 0);

        assertThat(results.replications())
                .isBetween(7, 59)
                .satisfies(n -> assertThat(n % 6).isZero());
        assertThat(results.widestPercent()).isLessThanOrEqualTo(25);
        StudyResults before = new StudyResults(study);
        for (int shard = 0; shard < (results.replications() - 6) / 2; shard++) {
            study.play(shard).forEach(before::add);
        }
        assertThat(before.widestPercent()).isGreaterThan(25);
    }

    @Test
    void a_finished_shard_is_not_played_again() {
        Study study = Studies.of(STUDY, SCENARIO);
        run(study, folder, 0);
        StudyFolder results = new StudyFolder(folder, study.fingerprint());

        StudyResults again = new StudyRun(study, results, (shards, finished) -> {
                    throw new AssertionError("played " + shards);
                })
                .results(soFar -> {});

        assertThat(again.replications()).isPositive();
    }

    @Test
    void a_player_that_says_it_is_finished_and_is_not_is_found_out() {
        Study study = Studies.of(STUDY, SCENARIO);
        StudyFolder results = new StudyFolder(folder, study.fingerprint());

        assertThatThrownBy(() -> new StudyRun(study, results, (shards, finished) -> shards.forEach(finished::accept))
                        .results(soFar -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("shard 0");
    }

    @Test
    void a_folder_of_another_study_is_found_out() throws IOException {
        Study study = Studies.of(STUDY, SCENARIO);
        new StudyFolder(folder, "other").write(0, study.play(0));

        assertThat(new StudyFolder(folder, study.fingerprint()).otherStudy()).contains("other");
        assertThat(new StudyFolder(folder, "other").otherStudy()).isEmpty();
    }

    @Test
    void common_random_numbers_make_the_difference_of_equal_settings_nothing() {
        String equal = STUDY.replace("policy: [fifo, rr]", "policy: fifo\nweights: [{client: a, values: [1, 2]}]");
        Study common = Studies.of(equal, SCENARIO);
        Study independent = Studies.of(equal + "random_numbers: independent\n", SCENARIO);

        Estimate nothing = Studies.play(common).difference(common.settings().get(1), 0);
        Estimate noise =
                Studies.play(independent).difference(independent.settings().get(1), 0);

        assertThat(nothing.mean()).isZero();
        assertThat(nothing.halfWidth()).isZero();
        assertThat(noise.halfWidth()).isPositive();
    }
}
