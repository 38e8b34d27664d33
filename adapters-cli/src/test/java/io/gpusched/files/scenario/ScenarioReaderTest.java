package io.gpusched.files.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.Workload.Turn;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.domain.order.SingleEntity;
import io.gpusched.domain.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioReaderTest {
    private static final long MICRO = 1_000;
    private static final String MACHINE = """
            duration: 100ms
            rings: [{name: gfx}]
            entities: [{name: app}, {name: four, count: 4}]
            """;

    /** The machine above with one client on its first entity. */
    private static String client(String rest) {
        return MACHINE + "clients:\n- {entity: app, " + rest + "}\n";
    }

    private static List<Step.Push> pushes(Workload workload) {
        return workload.steps().stream()
                .map(TimedStep::step)
                .flatMap(step -> switch (step) {
                    case Step.Push push -> List.of(push).stream();
                    case Step.Script script -> script.turns().stream().map(Turn::push);
                    default -> List.<Step.Push>of().stream();
                })
                .toList();
    }

    @Nested
    class The_machine {
        @Test
        void has_the_defaults_of_the_description() {
            Workload workload = Scenarios.read("rings: [{name: gfx}]\nentities: [{name: app}]");

            assertThat(workload.policy()).isEqualTo(new Fifo());
            assertThat(workload.untilNanos()).isEqualTo(Nanos.NEVER);
            assertThat(workload.schedulers())
                    .containsExactly(new Workload.SchedulerLine(
                            "gfx", 1, Nanos.NO_LIMIT, 0, OnTimeout.RESET, Workload.SchedulerLine.OWN_SCORE));
            assertThat(workload.entities())
                    .containsExactly(new Workload.EntityLine("app", Priority.NORMAL, List.of(0)));
        }

        @Test
        void has_what_is_written() {
            Workload workload = Scenarios.read("""
                    policy: rr
                    duration: 1.5s
                    rings:
                      - {name: a, credits: 3, timeout: 20ms, hang_limit: 2, on_timeout: signal, policy: fair}
                      - {name: b, score_of: a, policy: single}
                    entities:
                      - {name: e, priority: high, rings: a}
                      - {name: f, rings: [b]}
                    """);

            assertThat(workload.policy()).isEqualTo(new RoundRobin());
            assertThat(workload.untilNanos()).isEqualTo(1_500_000 * MICRO);
            assertThat(workload.schedulers())
                    .containsExactly(
                            new Workload.SchedulerLine(
                                    "a", 3, 20_000 * MICRO, 2, OnTimeout.SIGNAL, -1, RingKind.SERIAL, new Fair()),
                            new Workload.SchedulerLine(
                                    "b",
                                    1,
                                    Nanos.NO_LIMIT,
                                    0,
                                    OnTimeout.RESET,
                                    0,
                                    RingKind.SERIAL,
                                    new SingleEntity()));
            assertThat(workload.entities())
                    .containsExactly(
                            new Workload.EntityLine("e", Priority.HIGH, List.of(0)),
                            new Workload.EntityLine("f", Priority.NORMAL, List.of(1)));
        }

        @Test
        void has_copies_of_rings_that_have_names_of_their_own_and_copies_of_entities_that_share_one() {
            Workload workload = Scenarios.read("""
                    rings: [{name: r, count: 3}, {name: other}]
                    entities: [{name: e, count: 2, rings: r}, {name: f, rings: [r2, other]}]
                    """);

            assertThat(workload.schedulers())
                    .extracting(Workload.SchedulerLine::name)
                    .containsExactly("r0", "r1", "r2", "other");
            assertThat(workload.clients()).containsExactly("e", "e", "f");
            assertThat(workload.entities())
                    .extracting(Workload.EntityLine::schedulers)
                    .containsExactly(List.of(0, 1, 2), List.of(0, 1, 2), List.of(2, 3));
        }

        @Test
        void keeps_its_single_rings_when_the_policy_is_changed_from_outside() {
            Workload workload = Scenarios.read("""
                    rings: [{name: a, policy: fair}, {name: b, policy: single}]
                    entities: [{name: e, rings: a}, {name: f, rings: b}]
                    """);

            Workload changed = workload.withPolicy(new RoundRobin());

            assertThat(changed.schedulers())
                    .map(changed::policyOf)
                    .containsExactly(new RoundRobin(), new SingleEntity());
        }
    }

    @Nested
    class A_client {
        @Test
        void without_a_loop_submits_one_round() {
            Workload workload = Scenarios.read(client("start: 3ms, jobs: [{count: 2, duration: 4ms, credits: 5}]"));

            assertThat(workload.steps())
                    .containsExactly(
                            new TimedStep(3_000 * MICRO, new Step.Push(0, 0, 5, GpuWork.of(4_000 * MICRO), List.of())),
                            new TimedStep(3_000 * MICRO, new Step.Push(1, 0, 5, GpuWork.of(4_000 * MICRO), List.of())));
        }

        @Test
        void with_an_open_loop_submits_by_the_clock_until_the_end() {
            Workload workload = Scenarios.read(client("open: {every: 30ms}, jobs: [{duration: 200ms}]"));

            assertThat(workload.steps())
                    .extracting(step -> step.atNanos() / 1_000_000)
                    .containsExactly(0L, 30L, 60L, 90L);
        }

        @Test
        void with_a_closed_loop_gets_as_many_rounds_as_can_fit() {
            Workload workload = Scenarios.read(client("closed: {pause: 10ms}, jobs: [{count: 2, duration: 20ms}]"));

            Step.Script script = (Step.Script) workload.steps().getFirst().step();
            assertThat(script.turns()).hasSize(6);
            assertThat(script.turns()).extracting(Turn::awaited).containsExactly(0, 0, 1, 0, 1, 0);
            assertThat(script.turns())
                    .extracting(Turn::delayNanos)
                    .containsExactly(0L, 0L, 10_000_000L, 0L, 10_000_000L, 0L);
        }

        @Test
        void has_at_most_the_rounds_that_it_is_given() {
            Workload open = Scenarios.read(client("open: {every: 1ms, rounds: 7}, jobs: [{duration: 0s}]"));
            Workload closed = Scenarios.read(client("closed: {rounds: 5}, jobs: [{duration: 0s}]"));

            assertThat(pushes(open)).hasSize(7);
            assertThat(pushes(closed)).hasSize(5);
        }

        @Test
        void of_an_entity_with_copies_is_a_client_for_each() {
            Workload workload = Scenarios.read(
                    MACHINE + "clients: [{entity: four, jobs: [{duration: {exponential: {mean: 5ms}}}]}]");

            assertThat(pushes(workload)).extracting(Step.Push::entity).containsExactly(1, 2, 3, 4);
            assertThat(pushes(workload))
                    .extracting(push -> push.work().durationNanos())
                    .doesNotHaveDuplicates();
            assertThat(pushes(workload)).extracting(Step.Push::job).doesNotHaveDuplicates();
        }

        @Test
        void may_have_jobs_that_wait_for_earlier_ones_of_the_round_and_for_fences_and_are_of_another_entity() {
            Workload workload = Scenarios.read("""
                    rings: [{name: gfx}]
                    fences: [x, y]
                    entities: [{name: app}, {name: side}]
                    clients:
                      - entity: app
                        jobs:
                          - {name: first, count: 2, duration: 1ms, entity: side}
                          - {duration: 1ms, after: [first, y]}
                    """);

            assertThat(pushes(workload)).extracting(Step.Push::entity).containsExactly(1, 1, 0);
            assertThat(pushes(workload).getLast().dependencies())
                    .containsExactly(
                            new Dependency.Finished(0), new Dependency.Finished(1), new Dependency.External(1));
        }

        @Test
        void meets_its_faults_the_first_that_fits() {
            Workload workload = Scenarios.read(client("""
                    open: {every: 10ms, rounds: 4}, jobs: [{duration: 1ms}], faults: [
                      {job: 2, hangs: 3}, {job: 2, run_error: 5}, {job: 3, run_error: EIO, hw_error: 7}]"""));

            assertThat(pushes(workload))
                    .extracting(Step.Push::work)
                    .containsExactly(
                            GpuWork.of(1_000 * MICRO),
                            new GpuWork(1_000 * MICRO, 3, null, null),
                            new GpuWork(1_000 * MICRO, 0, Errno.EIO, new Errno(7)),
                            GpuWork.of(1_000 * MICRO));
        }

        @Test
        void meets_faults_about_as_often_as_their_probability_says() {
            Workload workload = Scenarios.read(
                    client("jobs: [{count: 10000, duration: 1us}], faults: [{probability: 0.2, hw_error: ENOMEM}]"));

            long failing = pushes(workload).stream()
                    .filter(push -> new Errno(12).equals(push.work().hardwareError()))
                    .count();
            assertThat(failing).isBetween(1_800L, 2_200L);
        }
    }

    @Nested
    class Chance {
        private final String random = client("""
                open: {every: {exponential: {mean: 2ms}}},
                jobs: [{duration: {lognormal: {median: 1ms, sigma: 1}}}]""");

        @Test
        void gives_the_same_workload_for_the_same_seed() {
            assertThat(Scenarios.read("seed: 9\n" + random)).isEqualTo(Scenarios.read("seed: 9\n" + random));
        }

        @Test
        void gives_another_workload_for_another_seed() {
            assertThat(Scenarios.read("seed: 9\n" + random).steps())
                    .isNotEqualTo(Scenarios.read("seed: 10\n" + random).steps());
        }

        @Test
        void leaves_a_client_as_it_was_when_another_follows() {
            List<TimedStep> alone = Scenarios.read(random).steps();
            List<TimedStep> together = Scenarios.read(
                            random + "- {entity: four, jobs: [{duration: {uniform: {from: 0s, to: 1ms}}}]}")
                    .steps();

            assertThat(together).hasSize(alone.size() + 4).startsWith(alone.toArray(TimedStep[]::new));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                {uniform: {from: 2ms, to: 4ms}}             | 2000 |  4000 | 3000
                {exponential: {mean: 3ms}}                  |    0 | 90000 | 3000
                {exponential: {mean: 3ms, max: 9ms}}        |    0 |  9000 | 2850
                {normal: {mean: 3ms, sd: 200us}}            | 1800 |  4200 | 3000
                {normal: {mean: 1ms, sd: 1ms}}              |    0 |  6000 | 1288
                {lognormal: {median: 3ms, sigma: 0.1}}      | 1800 |  5000 | 3015
                {pareto: {min: 2ms, shape: 3}}              | 2000 | 90000 | 3000
                {empirical: [1ms, 2ms, 6ms]}                | 1000 |  6000 | 3000
                """)
        void follows_the_distribution(String distribution, long least, long most, long mean) {
            Workload workload = Scenarios.read(client("jobs: [{count: 20000, duration: " + distribution + "}]"));

            List<Long> micros = pushes(workload).stream()
                    .map(push -> push.work().durationNanos() / MICRO)
                    .toList();
            assertThat(micros).allMatch(each -> each >= least && each <= most);
            assertThat(micros.stream().mapToLong(each -> each).average().orElseThrow())
                    .isBetween(mean * 0.97, mean * 1.03);
        }

        @Test
        void deals_in_whole_microseconds() {
            assertThat(Scenarios.read(random).steps())
                    .isNotEmpty()
                    .allMatch(step -> step.atNanos() % MICRO == 0
                            && ((Step.Push) step.step()).work().durationNanos() % MICRO == 0);
        }
    }

    @Nested
    class Events {
        @Test
        void do_what_they_say_at_each_of_their_times() {
            Workload workload = Scenarios.read("""
                    rings: [{name: r, count: 2}]
                    fences: [x]
                    entities: [{name: e}]
                    events:
                      - {at: 1us, priority: {entity: e, to: low}}
                      - {at: 2us, rings: {entity: e, to: r1}}
                      - {at: 3us, ready: {ring: r0, to: false}}
                      - {at: 4us, stop: r}
                      - {at: 5us, start: [r1]}
                      - {at: 6us, fault: r0}
                      - {at: 7us, close: e}
                      - {at: 8us, teardown: r0}
                      - {at: 9us, signal: {fence: x, error: ENODEV}}
                      - {at: [10us, 11us], message: {ring: r1, name: suspend}}
                    """);

            assertThat(workload.steps())
                    .containsExactly(
                            new TimedStep(1_000, new Step.SetPriority(0, Priority.LOW)),
                            new TimedStep(2_000, new Step.SetSchedulers(0, List.of(1))),
                            new TimedStep(3_000, new Step.SetEligible(0, false)),
                            new TimedStep(4_000, new Step.Stop(0)),
                            new TimedStep(4_000, new Step.Stop(1)),
                            new TimedStep(5_000, new Step.Start(1)),
                            new TimedStep(6_000, new Step.Fault(0)),
                            new TimedStep(7_000, new Step.Close(0)),
                            new TimedStep(8_000, new Step.Teardown(0)),
                            new TimedStep(9_000, new Step.Signal(0, Errno.ENODEV)),
                            new TimedStep(10_000, new Step.Send(1, "suspend")),
                            new TimedStep(11_000, new Step.Send(1, "suspend")));
        }
    }

    @Nested
    class What_is_wrong {
        @Test
        void is_told_all_at_once_in_the_order_of_the_file_with_line_and_column() {
            List<String> problems = Scenarios.problems("""
                    policy: fare
                    rings:
                      - name: gfx
                        credit: 2
                      - {credits: 0}
                    entities:
                      - {name: app, rings: [gfx, gxf]}
                    """);

            assertThat(problems)
                    .containsExactly(
                            "test.yaml:1:9: 'policy' is 'fare'; did you mean 'fair'? expected one of rr, fifo, fair, sfq, sfq-strict",
                            "test.yaml:4:5: 'credit' is not a key of a ring; did you mean 'credits'? expected one of name, count, "
                                    + "label, credits, timeout, hang_limit, on_timeout, policy, hardware, score_of, worker",
                            "test.yaml:5:5: a ring needs 'name', a name",
                            "test.yaml:5:15: 'credits' is '0'; expected a whole number from 1 to 1000000",
                            "test.yaml:7:30: there is no ring 'gxf'; did you mean 'gfx'? known here: gfx");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                duration: 0s                                | 1:11 | 'duration' is '0s'; expected a number with us, ms or s
                duration: 5                                 | 1:11 | 'duration' is '5'; expected a number with us, ms or s
                duration: 1.0005us                          | 1:11 | 'duration' is '1.0005us'; expected a number with us, ms or s
                duration: 3601s                             | 1:11 | from 1us to 3600s
                duration: [1s]                              | 1:11 | 'duration' is a list; expected a time
                duration:                                   | 1:10 | 'duration' is nothing; expected a time
                seed: x                                     | 1:7  | 'seed' is 'x'; expected a whole number
                seed: 1.5                                   | 1:7  | 'seed' is '1.5'; expected a whole number
                seed: !odd 5                                | 1:7  | 'seed' is '5' with the tag !odd; expected a whole number
                [a]: b                                      | 1:1  | a key is a word, not a list
                <<: {a: b}                                  | 1:1  | mappings are not merged here
                rings: gfx                                  | 1:8  | 'rings' is a list of mappings, not 'gfx'
                rings: []                                   | 1:8  | 'rings' is an empty list
                rings: [gfx]                                | 1:9  | expected a ring, a mapping with the keys name, count
                rings: [{name: a b}]                        | 1:16 | 'a b' is not a name; expected 1 to 32 letters
                rings: [{name: a}, {name: a}]               | 1:27 | there is already a ring 'a'; choose another name
                rings: [{name: a, count: 2}, {name: a1}]    | 1:37 | there is already a ring 'a1'
                rings: [{name: a, score_of: b}, {name: b}]  | 1:29 | there is no ring 'b'; known here: none
                rings: [{name: a, timeout: no}]             | 1:28 | 'timeout' is 'no'; expected a number with us, ms or s
                rings: [{name: a, name: b}]                 | 1:19 | 'name' is given twice; remove one
                rings: [{name: a, on_timeout: rest}]        | 1:31 | 'on_timeout' is 'rest'; did you mean 'reset'?
                """)
        void with_a_machine_is_told_with_its_place(String text, String place, String message) {
            List<String> problems = Scenarios.problems(text);

            assertThat(problems)
                    .anySatisfy(problem -> assertThat(problem)
                            .startsWith("test.yaml:" + place + ": ")
                            .contains(message));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                jobs: []                                                 | 5:23 | 'jobs' is an empty list
                open: {every: 1ms}                                       | 5:3  | a client needs 'jobs'
                open: {every: 0s}, jobs: [{duration: 1ms}]               | 5:31 | from 1us to 3600s
                open: {every: 1ms}, closed: {}, jobs: [{duration: 1ms}]  | 5:3  | an open loop or a closed loop, not both
                jobs: [{duration: {}}]                                   | 5:35 | a distribution is exactly one of uniform
                jobs: [{duration: {uniform: {from: 2ms, to: 1ms}}}]      | 5:61 | 'to' is not later than 'from'
                jobs: [{duration: {normal: {mean: 2ms, std: 1ms}}}]      | 5:56 | 'std' is not a key of a normal distribution; did you mean 'sd'?
                jobs: [{duration: {pareto: {min: 2ms, shape: 0}}}]       | 5:62 | 'shape' is '0'; expected a number above 0
                jobs: [{name: a, duration: 1ms, after: a}]               | 5:56 | job 'a' is not before this one in the round
                jobs: [{duration: 1ms, after: b}, {name: b, duration: 1ms}] | 5:47 | job 'b' is not before this one
                jobs: [{name: a, duration: 1ms}, {duration: 1ms, after: [b]}] | 5:74 | there is no earlier job or fence 'b'; earlier jobs of the round: a
                jobs: [{duration: 1ms, after: [b]}]                      | 5:48 | there is no fence 'b'; known here: none
                jobs: [{duration: 1ms, entity: four}]                    | 5:48 | this entity has a count of 4 and the client's has 1
                jobs: [{duration: 1ms}], faults: [{hangs: 1}]            | 5:51 | expected either 'job' or 'probability'
                jobs: [{duration: 1ms}], faults: [{job: 1}]              | 5:51 | this fault does nothing
                jobs: [{duration: 1ms}], faults: [{job: 1, hw_error: EEE}] | 5:70 | 'hw_error' is 'EEE'; expected 1 to 4095, or one of ECANCELED
                jobs: [{duration: 1ms}], faults: [{probability: 2, hangs: 1}] | 5:65 | 'probability' is '2'; expected a number above 0, up to 1
                closed: {}, jobs: [{duration: 0s}]                       | 5:3  | more than 500000 jobs
                """)
        void with_a_client_is_told_with_its_place(String rest, String place, String message) {
            List<String> problems = Scenarios.problems(client(rest));

            assertThat(problems)
                    .anySatisfy(problem -> assertThat(problem)
                            .startsWith("test.yaml:" + place + ": ")
                            .contains(message));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                {at: 1ms}                                    | 5:3  | an event is 'at' and exactly one of priority
                {at: 1ms, stop: gfx, start: gfx}             | 5:3  | exactly one of priority
                {stop: gfx}                                  | 5:3  | an event needs 'at'
                {at: [1ms, x], stop: gfx}                    | 5:14 | 'at' is 'x'
                {at: 1ms, stop: app}                         | 5:19 | there is no ring 'app'
                {at: 1ms, close: gfx}                        | 5:20 | there is no entity 'gfx'; known here: app, four
                {at: 1ms, ready: {ring: gfx, to: 1}}         | 5:36 | 'to' is '1'; expected true or false
                {at: 1ms, message: {ring: gfx}}              | 5:22 | a message needs 'name'
                """)
        void with_an_event_is_told_with_its_place(String event, String place, String message) {
            List<String> problems = Scenarios.problems(MACHINE + "events:\n- " + event);

            assertThat(problems)
                    .anySatisfy(problem -> assertThat(problem)
                            .startsWith("test.yaml:" + place + ": ")
                            .contains(message));
        }

        @Test
        void with_rings_for_one_entity_is_told() {
            List<String> problems = Scenarios.problems("""
                    rings: [{name: a, policy: single}, {name: b}]
                    entities: [{name: e, count: 2, rings: a}, {name: f, rings: b}]
                    events: [{at: 1ms, rings: {entity: f, to: a}}]
                    """);

            assertThat(problems).hasSize(2);
            assertThat(problems.getFirst()).startsWith("test.yaml:2:39: ring 'a' has the policy single");
            assertThat(problems.getLast()).startsWith("test.yaml:3:43: a ring with the policy single belongs");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                {name: a, on_timeout: nohang} | {name: e}                   | {at: 1ms, stop: a}
                {name: a}                     | {name: e, priority: kernel} | {at: 1ms, stop: a}
                {name: a}                     | {name: e}                   | {at: 1ms, priority: {entity: e, to: kernel}}
                """)
        void with_timeouts_that_may_come_for_ever_is_told(String ring, String entity, String event) {
            String text = "rings: [" + ring + "]\nentities: [" + entity + "]\nevents: [" + event + "]\n";

            assertThat(Scenarios.problems(text)).hasSize(1);
            assertThat(Scenarios.problems(text).getFirst()).startsWith("test.yaml:1:1: this may never be over");
            assertThat(Scenarios.read(text + "duration: 1s").steps()).hasSize(1);
        }

        @Test
        void with_a_loop_that_never_ends_is_told() {
            assertThat(Scenarios.problems("""
                    rings: [{name: a}]
                    entities: [{name: e}]
                    clients: [{entity: e, closed: {pause: 1ms}, jobs: [{duration: 1ms}]}]
                    """))
                    .containsExactly(
                            "test.yaml:3:31: this loop never ends; give it 'rounds', or give the scenario a 'duration'");
        }
    }

    @Nested
    class Text_that_is_no_scenario {
        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
                rings: [a                 | 1:10 | this is not YAML
                a: b: c                   | 1:5  | this is not YAML
                *x                        | 1:1  | this is not YAML: found undefined alias
                [1, 2]                    | 1:1  | expected a scenario, a mapping with the keys seed
                ''                        | 1:1  | expected a scenario
                """)
        void is_told_with_its_place(String text, String place, String message) {
            assertThat(Scenarios.problems(text).getFirst())
                    .startsWith("test.yaml:" + place + ": ")
                    .contains(message);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "# nothing\n", "\uFEFF"})
        void is_told_if_it_is_empty(String text) {
            assertThat(Scenarios.problems(text))
                    .containsExactly(
                            "test.yaml:1:1: the scenario is empty; expected keys such as rings, entities and clients");
        }

        @Test
        void is_told_once_with_advice_if_it_is_indented_with_tabs() {
            List<String> problems = Scenarios.problems("rings:\n\t- name: a\n");

            assertThat(problems).hasSize(1);
            assertThat(problems.getFirst())
                    .startsWith("test.yaml:2:1: this is not YAML")
                    .endsWith("not with tabs");
        }

        @Test
        void is_told_if_it_has_a_second_document() {
            assertThat(Scenarios.problems(MACHINE + "---\nseed: 1\n"))
                    .containsExactly(
                            "test.yaml:5:1: a second document begins here; a file holds one scenario, so remove the '---'");
        }

        @Test
        void is_told_with_the_place_of_a_character_that_is_none() {
            assertThat(Scenarios.problems("seed: 1\nab\0c: 2\n"))
                    .containsExactly("test.yaml:2:3: this is not text: character U+0000; expected a scenario in UTF-8");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[", "- ", "{a: "})
        void is_told_if_it_is_nested_without_end(String opening) {
            assertThat(Scenarios.problems(opening.repeat(200_000))).hasSize(1);
        }

        @Test
        void is_told_if_it_refers_to_itself() {
            assertThat(Scenarios.problems("rings: &a [*a]\nentities: *a")).isNotEmpty();
        }

        @Test
        void is_told_if_it_is_far_too_long() {
            assertThat(Scenarios.problems("#".repeat(5 << 20))).hasSize(1);
        }
    }

    @Test
    void anchors_stand_for_values_anywhere() {
        Workload workload = Scenarios.read("""
                rings: [&ring {name: a, timeout: &limit 5ms}, {name: b, timeout: *limit}]
                entities: [{name: e}]
                """);

        assertThat(workload.schedulers())
                .extracting(Workload.SchedulerLine::timeoutNanos)
                .containsOnly(5_000 * MICRO);
    }
}
