package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.workload.BackendProvider;
import io.gpusched.cli.plugin.SourceCompiler;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.time.Nanos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backends and policies of users, as they plug them in: a folder of classes with its services files, and a source file. */
final class PluggedInTest {
    private static final String BACKEND = """
            package acme;

            import io.gpusched.adapters.gpusim.SimulatedBackend;
            import io.gpusched.application.provider.*;
            import io.gpusched.application.workload.*;
            import java.util.*;

            public final class Acme implements BackendProvider {
                public String name() { return "acme"; }
                public String words() { return "a machine of acme's"; }
                public List<SettingDescription> settings() {
                    return List.of(SettingDescription.number("slots", 1, 64, 4, "how many jobs at a time"));
                }
                public List<SettingDescription> workSettings() {
                    return List.of(SettingDescription.requiredText("region", "where to run it"));
                }
                public Set<Capability> capabilities(SettingValues settings) { return Set.of(Capability.CREDITS); }
                public Backend backend(SettingValues settings, BackendSite site) {
                    if (settings.number("slots") == 64) throw new BackendUnavailable("acme has no machine here");
                    return new SimulatedBackend(site.latency());
                }
            }
            """;

    private static final String SCENARIO = """
            rings:
              - {name: gfx, credits: 2, hardware: {backend: acme, slots: 8}}
              - {name: other}
            entities:
              - {name: one, rings: [gfx]}
            clients:
              - entity: one
                work: {region: eu}
                jobs: [{duration: 1ms, count: 3}]
            """;

    @TempDir
    private Path folder;

    private Path plugged;
    private Path scenario;

    @BeforeEach
    void compile() throws IOException {
        SourceCompiler.Compiled compiled = SourceCompiler.compile(
                Map.of("acme/Acme.java", BACKEND),
                Map.of(),
                List.of(
                        Policy.class,
                        Nanos.class,
                        BackendProvider.class,
                        io.gpusched.adapters.gpusim.SimulatedBackend.class));
        assertThat(compiled.problems()).isEmpty();
        plugged = folder.resolve("plugged");
        for (Map.Entry<String, byte[]> each : compiled.classes().entrySet()) {
            Path file = plugged.resolve(each.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
        service("acme.Acme");
        scenario = Files.writeString(folder.resolve("acme.yaml"), SCENARIO);
    }

    private void service(String line) throws IOException {
        Path services = Files.createDirectories(plugged.resolve("META-INF/services"));
        Files.writeString(services.resolve(BackendProvider.class.getName()), line + "\n");
    }

    @Test
    void a_backend_is_listed_with_what_it_can_do_and_its_settings() {
        assertThat(Invocation.of("backends", "--class-path", plugged).out())
                .contains("acme            a machine of acme's")
                .anySatisfy(line -> assertThat(line).contains("slots").contains("how many jobs at a time"))
                .anySatisfy(line -> assertThat(line).contains("region").contains("where to run it"));
        assertThat(Invocation.of("backends").out())
                .noneSatisfy(line -> assertThat(line).startsWith("acme"));
    }

    @Test
    void a_scenario_names_it_with_its_settings_and_those_of_the_work() {
        Invocation run = Invocation.of("run", scenario, "--class-path", plugged);

        assertThat(run.err()).noneSatisfy(line -> assertThat(line).startsWith("gpusched:"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).anySatisfy(line -> assertThat(line).startsWith("3 jobs in"));
    }

    @Test
    void a_backend_that_lacks_what_it_needs_says_so_and_is_no_bug() throws IOException {
        Files.writeString(scenario, SCENARIO.replace("slots: 8", "slots: 64"));

        Invocation run = Invocation.of("run", scenario, "--class-path", plugged);

        assertThat(run.err()).containsExactly("gpusched: acme has no machine here");
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void what_is_wrong_in_a_scenario_is_said_with_its_place() throws IOException {
        Files.writeString(
                scenario,
                SCENARIO.replace("slots: 8", "slots: 65")
                        .replace("name: other", "name: other, hardware: {backend: acmee}"));

        assertThat(Invocation.of("run", scenario, "--class-path", plugged).err())
                .containsExactly(
                        "gpusched: " + scenario + ":2:62: 'slots' of acme is '65'; expected 1 to 64",
                        "gpusched: " + scenario
                                + ":3:39: 'backend' is 'acmee'; did you mean 'acme'? expected one of simulated, slot, giving-up, deferred-reset, shared-reset, acme");
    }

    @Test
    void the_work_of_a_client_is_read_by_its_backend() throws IOException {
        Files.writeString(scenario, SCENARIO.replace("region: eu", "regoin: eu"));

        assertThat(Invocation.of("run", scenario, "--class-path", plugged).err())
                .containsExactly(
                        "gpusched: " + scenario
                                + ":8:11: the work of acme needs the setting 'region': up to 4000 characters on one line",
                        "gpusched: " + scenario
                                + ":8:20: 'regoin' is not a setting of the work of acme; did you mean 'region'? expected one of region");
    }

    @Test
    void on_the_command_line_it_goes_under_the_rings_that_name_none() {
        Path plain = Path.of("../samples/cases/timeout.case");

        assertThat(Invocation.of("run", plain, "--backend", "acme", "--set", "slots=3", "--class-path", plugged)
                        .exitCode())
                .isZero();
        assertThat(Invocation.of("run", plain, "--backend", "acme", "--set", "slots=x", "--class-path", plugged)
                        .err())
                .containsExactly("gpusched: 'slots' of acme is 'x'; expected 1 to 64; see 'gpusched run --help'");
        assertThat(Invocation.of("run", plain, "--backend", "acme").err())
                .singleElement()
                .asString()
                .contains("'acme' is not a backend; expected one of");
        assertThat(Invocation.of("run", plain, "--set", "slots=3").err())
                .containsExactly("gpusched: --set goes with --backend; see 'gpusched run --help'");
    }

    @Test
    void a_class_path_that_holds_nothing_to_plug_in_is_refused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        assertThat(Invocation.of("backends", "--class-path", empty).err())
                .singleElement()
                .asString()
                .contains("there is neither a backend nor a policy in it; expected META-INF/services/");
        assertThat(Invocation.of("backends", "--class-path", folder.resolve("missing.jar"))
                        .exitCode())
                .isEqualTo(ExitCode.BAD_INPUT);
        service("acme.Missing");
        assertThat(Invocation.of("backends", "--class-path", plugged).err())
                .singleElement()
                .asString()
                .contains("it cannot be loaded: ");
    }

    @Test
    void a_policy_of_ones_own_needs_one_source_file() {
        Path edf = Path.of("../samples/policies/Edf.java");
        Path deadlines = Path.of("../samples/deadlines.yaml");

        assertThat(Invocation.of("run", deadlines, "--policy", edf).out())
                .anySatisfy(line -> assertThat(line).contains(" edf "));
        assertThat(Invocation.of("compare", deadlines, "--policy", "fifo," + edf)
                        .exitCode())
                .isZero();
        assertThat(Invocation.of("why", deadlines, "5", "--policy", edf).exitCode())
                .isZero();
    }

    @Test
    void a_finding_under_a_policy_of_ones_own_is_repeated_with_its_file() throws IOException {
        Path file = Files.writeString(folder.resolve("own.case"), """
                policy fifo
                scheduler 0 credits=2 timeout_us=20 hang_limit=0 on_timeout=nohang score=own
                entity 0 priority=normal schedulers=0
                entity 1 priority=normal schedulers=0
                at 0 push job=0 entity=0 credits=1 duration_us=5 deadline_us=90
                at 0 push job=1 entity=1 credits=1 duration_us=5 deadline_us=40
                until 100
                """);
        Path edf = Path.of("../samples/policies/Edf.java");

        Invocation found = Invocation.of("explore", file, "--policy", edf, "--queue", "concurrent");

        assertThat(found.exitCode()).as("%s %s", found.out(), found.err()).isEqualTo(ExitCode.DIFFERENT);
        String repeat = found.out().getLast();
        assertThat(repeat).endsWith(" --policy " + edf);
        String token = repeat.substring("repeat it   gpusched replay ".length()).split(" ", 2)[0];
        assertThat(Invocation.of("replay", token, "--policy", edf).exitCode()).isZero();
        Files.writeString(file, Files.readString(file).replace("policy fifo", "policy edf"));
        assertThat(Invocation.of("run", file).err())
                .containsExactly("gpusched: " + file
                        + ":1:8: the policy is 'edf'; expected one of rr, fifo, fair, sfq, sfq-strict");
        assertThat(Invocation.of("run", file, "--policy", edf).exitCode()).isZero();
    }

    @Test
    void a_source_file_that_does_not_compile_is_refused_with_its_line() throws IOException {
        Path wrong = Files.writeString(folder.resolve("Wrong.java"), "class Wrong {\n  int x = true;\n}\n");
        Path none = Files.writeString(folder.resolve("None.java"), "class None {}\n");

        assertThat(Invocation.of("run", scenario, "--policy", wrong).err())
                .containsExactly("gpusched: " + wrong
                        + ":2:11: it does not compile: incompatible types: boolean cannot be converted to int");
        assertThat(Invocation.of("run", scenario, "--policy", none).err())
                .containsExactly(
                        "gpusched: " + none
                                + ": it holds no policy; expected one class that implements io.gpusched.domain.order.KeyPolicy");
        assertThat(Invocation.of("run", scenario, "--policy", folder.resolve("Missing.java"))
                        .exitCode())
                .isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void a_policy_with_settings_is_written_in_one_word() {
        Path plain = Path.of("../samples/tenants.yaml");

        assertThat(Invocation.of("run", plain, "--policy", "sfq-strict:aging=5ms")
                        .exitCode())
                .isZero();
        assertThat(Invocation.of("run", plain, "--policy", "sfq-strict:ageing=5ms")
                        .err())
                .singleElement()
                .asString()
                .contains("'ageing' is not a setting of sfq-strict; expected one of aging");
    }
}
