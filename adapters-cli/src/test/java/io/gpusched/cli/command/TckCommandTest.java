package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.cli.wiring.Inside;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The contract kit on the command line. */
final class TckCommandTest {
    @TempDir
    private Path folder;

    static Stream<String> backends() {
        return Inside.PROVIDERS.backends().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void every_backend_that_comes_with_the_program_keeps_the_contract(String backend) {
        Invocation run = Invocation.of("tck", "--backend", backend);

        assertThat(run.out()).noneMatch(line -> line.contains(" BROKEN "));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().getLast())
                .startsWith(backend + ": ")
                .contains(" held, ")
                .endsWith(" skipped");
    }

    @Test
    void the_results_are_written_for_build_servers_and_for_people() throws Exception {
        Path xml = folder.resolve("contract.xml");
        Path html = folder.resolve("contract.html");

        assertThat(Invocation.of("tck", "--junit", xml, "--report", html).exitCode())
                .isZero();

        Document suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(xml))));
        assertThat(suite.getDocumentElement().getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isGreaterThan(40);
        assertThat(suite.getElementsByTagName("skipped").getLength()).isGreaterThan(5);
        assertThat(Files.readString(html)).contains("<h1>Contract of simulated</h1>", "<td>H-2.3</td><td>held</td>");
    }

    @Test
    void an_unknown_backend_is_refused_with_the_nearest_one() throws IOException {
        Invocation run = Invocation.of("tck", "--backend", "simulatd");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().getFirst()).contains("'simulatd' is not a backend; did you mean 'simulated'?");
    }

    @Test
    void two_results_in_one_file_are_refused() {
        Path file = folder.resolve("same");

        assertThat(Invocation.of("tck", "--junit", file, "--report", file).exitCode())
                .isEqualTo(2);
    }
}
