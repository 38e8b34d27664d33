package io.gpusched.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.Workload.Turn;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {
    private static final String MACHINE = """
            rings: [{name: gfx}]
            fences: [vsync]
            entities:
              - {name: a}
              - {name: b, label: "the b: [x]"}
              - {name: many, count: 2}
            script: |
            """;

    private static Workload workload(String... lines) {
        return Scenarios.read(MACHINE + "  " + String.join("\n  ", lines) + "\n");
    }

    @Test
    void a_line_is_a_job_with_its_time_its_entity_and_its_duration() {
        assertThat(workload("10.5 a 20 # with a comment", "# a comment", "", "30 b 0.001 credits=2")
                        .steps())
                .containsExactly(
                        new TimedStep(10_500, new Step.Push(0, 0, 1, GpuWork.of(20_000), List.of())),
                        new TimedStep(30_000, new Step.Push(1, 1, 2, GpuWork.of(1), List.of())));
    }

    @Test
    void jobs_wait_for_jobs_by_name_and_for_fences() {
        assertThat(workload("first: 0 a 1", "1 b 1 after=first,vsync,first:run,last", "last: 2 a 1")
                        .steps())
                .element(1)
                .isEqualTo(new TimedStep(
                        1_000,
                        new Step.Push(
                                1,
                                1,
                                1,
                                GpuWork.of(1_000),
                                List.of(
                                        new Dependency.Finished(0),
                                        new Dependency.External(0),
                                        new Dependency.Scheduled(0),
                                        new Dependency.Finished(2)))));
    }

    @Test
    void relative_times_make_a_chain_that_ends_at_the_next_absolute_time() {
        assertThat(workload("5 a 1", ">2 a 1", "6 b 1", "+3 a 1", "90 a 1", "7 signal vsync")
                        .steps())
                .containsExactly(
                        new TimedStep(
                                5_000,
                                new Step.Script(
                                        List.of(turn(0, 0, false), turn(1, 2_000, true), turn(3, 3_000, false)))),
                        new TimedStep(6_000, new Step.Push(2, 1, 1, GpuWork.of(1_000), List.of())),
                        new TimedStep(90_000, new Step.Push(4, 0, 1, GpuWork.of(1_000), List.of())),
                        new TimedStep(7_000, new Step.Signal(0, null)));
    }

    private static Turn turn(long job, long delayNanos, boolean afterDone) {
        return new Turn(new Step.Push(job, 0, 1, GpuWork.of(1_000), List.of()), delayNanos, afterDone);
    }

    @Test
    void labels_are_shown_in_place_of_names() {
        assertThat(workload("0 b 1").clients()).containsExactly("a", "the b: [x]", "many", "many");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            x a 1                  | 8:3  | 'x' is not a time; expected microseconds from 0 to 3600000000
            0 a 1.2345             | 8:7  | '1.2345' is not a time
            0 aa 1                 | 8:5  | there is no entity 'aa'; did you mean 'a'? known here: a, b, many
            0 many 1               | 8:5  | 'many' has a count of 2
            0 a                    | 8:5  | this line is too short; expected [NAME:] WHEN ENTITY DURATION
            0 a 1 credits=0        | 8:9  | 'credits=0' is not understood
            0 a 1 after=nobody     | 8:15 | there is no job or fence 'nobody'
            0 a 1 after=vsync:run  | 8:15 | there is no job 'vsync'; known here: none
            >5 a 1                 | 8:6  | there is no job of this entity above
            vsync: 0 a 1           | 8:3  | there is already a fence 'vsync'
            0 signal vsnc          | 8:12 | there is no fence 'vsnc'; did you mean 'vsync'?
            +1 signal vsync        | 8:6  | a signal has a time from the start, and no name
            0 signal vsync now     | 8:5  | a signal names one fence only
            """)
    void what_is_wrong_is_said_with_its_place(String line, String place, String expected) {
        assertThat(Scenarios.problems(MACHINE + "  " + line + "\n"))
                .singleElement()
                .asString()
                .startsWith("test.yaml:" + place + ": ")
                .contains(expected);
    }

    @Test
    void a_name_that_is_given_twice_is_told() {
        assertThat(Scenarios.problems(MACHINE + "  x: 0 a 1\n  x: 1 a 1\n"))
                .containsExactly("test.yaml:9:3: there is already a job 'x' in this script");
    }

    @Test
    void a_script_is_a_block() {
        assertThat(Scenarios.problems(MACHINE.replace("|", "[0 a 1]")))
                .containsExactly(
                        "test.yaml:7:9: 'script' is a block of lines; expected '|' after the colon, and the lines below");
    }

    @RepeatedTest(20)
    void what_is_written_is_read_back_the_same(RepetitionInfo repetition) {
        Workload workload = new Invention(repetition.getCurrentRepetition()).workload();
        StringBuilder text = new StringBuilder();

        new ScenarioWriter(workload, line -> text.append(line).append('\n')).write(List.of("made up"));

        assertThat(Scenarios.read(text.toString())).isEqualTo(workload);
    }

    /** Makes up workloads of the kind that recordings become. */
    private static final class Invention {
        private static final List<String> NAMES = List.of(
                "Xorg", "amdgpu_cs:0", "my \"game\" \\", "<...>", "null", "signal", "Web Content", "-", "ü", "7");
        private final Random random;
        private final List<List<Turn>> chains = new ArrayList<>();
        private final List<TimedStep> steps = new ArrayList<>();

        Invention(long seed) {
            random = new Random(seed);
        }

        Workload workload() {
            List<EntityLine> entities = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                entities.add(new EntityLine(pick(NAMES), pick(List.of(Priority.values())), List.of(i % 2, 2)));
                chains.add(new ArrayList<>());
            }
            for (int job = 0; job < 60; job++) {
                add(job, random.nextInt(5));
            }
            steps.add(new TimedStep(random.nextLong(1_000_000_000), new Step.Signal(random.nextInt(2), null)));
            return new Workload(
                    pick(Policies.FOR_SEVERAL_ENTITIES),
                    List.of(ring("gfx"), ring("a gfx"), ring("a gfx 2")),
                    entities,
                    List.of("fence-1.1", "fence-2.7"),
                    steps.stream().map(Invention::plain).toList(),
                    Nanos.NEVER);
        }

        private SchedulerLine ring(String name) {
            return new SchedulerLine(
                    name,
                    1 + random.nextInt(9),
                    random.nextBoolean() ? Nanos.NO_LIMIT : 1_000L * (1 + random.nextInt(99_999)),
                    random.nextInt(3),
                    OnTimeout.SIGNAL,
                    SchedulerLine.OWN_SCORE,
                    pick(List.of(RingKind.values())),
                    null);
        }

        /** The first clients submit at their times, the others in chains. */
        private void add(int job, int entity) {
            List<Dependency> dependencies = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                dependencies.add(pick(List.of(
                        new Dependency.Finished(random.nextInt(60)),
                        new Dependency.Scheduled(random.nextInt(60)),
                        new Dependency.External(random.nextInt(2)))));
            }
            Step.Push push = new Step.Push(
                    job, entity, 1 + random.nextInt(3), GpuWork.of(random.nextLong(50_000_000)), dependencies);
            long nanos = random.nextLong(1_000_000_000);
            if (entity < 3) {
                steps.add(new TimedStep(nanos, push));
            } else if (chains.get(entity).isEmpty()) {
                chains.get(entity).add(new Turn(push, 0, false));
                steps.add(new TimedStep(nanos, new Step.Script(chains.get(entity))));
                chains.set(entity, new ArrayList<>(chains.get(entity)));
            } else {
                chains.get(entity).add(new Turn(push, nanos, random.nextBoolean()));
                steps.replaceAll(timed -> isChainOf(timed, entity)
                        ? new TimedStep(timed.atNanos(), new Step.Script(chains.get(entity)))
                        : timed);
            }
        }

        private static boolean isChainOf(TimedStep timed, int entity) {
            return timed.step() instanceof Step.Script script
                    && script.turns().getFirst().push().entity() == entity;
        }

        /** A chain of one job is that job. */
        private static TimedStep plain(TimedStep timed) {
            return timed.step() instanceof Step.Script script && script.turns().size() == 1
                    ? new TimedStep(timed.atNanos(), script.turns().getFirst().push())
                    : timed;
        }

        private <T> T pick(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }
}
