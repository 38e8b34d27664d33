package io.gpusched.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.casefile.CaseReader;
import io.gpusched.files.casefile.CaseWriter;
import io.gpusched.files.eventfile.EventFileWriter;
import io.gpusched.files.eventfile.RunHeader;
import io.gpusched.files.trace.dat.DatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Makes well-formed input of each kind: the same for the same seed. */
final class WellFormed {
    private static final Path SAMPLES = Path.of("..", "samples");
    private final SplittableRandom random;

    WellFormed(SplittableRandom random) {
        this.random = random;
    }

    /** Returns the lines of a case that is written by the grammar: any directive with any of its fields. */
    List<String> caseLines() {
        return CaseWriter.write(workload());
    }

    private Workload workload() {
        return WorkloadGenerator.generate(random.nextLong(), random.nextInt(1, 16));
    }

    /** Returns the lines of what a token holds. */
    List<String> tokenLines() {
        List<String> lines = new ArrayList<>(List.of(
                "queue " + List.of("ordered", "unordered", "concurrent").get(random.nextInt(3)),
                "late " + List.of("none", "work", "all").get(random.nextInt(3)),
                "check 12345678",
                "choices " + random.nextInt(9) + ":" + random.nextInt(1, 3) + " 0:1"));
        lines.addAll(caseLines());
        return lines;
    }

    /** Returns the lines of one of the samples. */
    List<String> scenarioLines() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            List<Path> scenarios = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            return Files.readAllLines(scenarios.get(random.nextInt(scenarios.size())));
        }
    }

    /** Returns the lines that {@code run --events} writes. */
    List<String> eventLines() throws IOException {
        // As a case, since only what was read has passed the rules.
        Workload workload = CaseReader.read("made.case", caseLines()).get();
        StringWriter text = new StringWriter();
        try (EventFileWriter writer = new EventFileWriter(text, RunHeader.of("virtual-time", workload))) {
            Simulation.play(workload, LinuxBugs.MENDED, writer);
        }
        return text.toString().lines().toList();
    }

    /** Returns a trace.dat of a few jobs. */
    static byte[] traceDat() throws IOException {
        Workload workload = CaseReader.read(
                        "basic.case", Files.readAllLines(SAMPLES.resolve(Path.of("cases", "errors-rr.case"))))
                .get();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DatWriter writer = new DatWriter(bytes)) {
            Simulation.play(workload, LinuxBugs.MENDED, writer.begin("gpusched", workload));
            writer.complete();
        }
        return bytes.toByteArray();
    }

    static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(UTF_8);
    }
}
