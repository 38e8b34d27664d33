package io.gpusched.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gpusched.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The array of Slurm as documented, on one node; and GNU parallel, whose shards are killed and started again. Each is skipped where it is missing. */
class ArraysOfShardsTest {
    private static final List<String> RESULTS =
            List.of("points.csv", "points.parquet", "runs.csv", "runs.parquet", "study.html");

    @TempDir
    private Path folder;

    private Path study = Path.of("");
    private Path local = Path.of("");
    private Path gpusched = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Path samples = Path.of(Objects.requireNonNull(System.getProperty("gpusched.samples")));
        Files.copy(samples.resolve("arena").resolve("small.yaml"), folder.resolve("w.yaml"));
        study = Files.writeString(folder.resolve("study.yaml"), """
                workloads: [{name: w, file: w.yaml}]
                policy: [fifo, fair]
                measures: [p99, throughput]
                replications: {at_least: 40, in_shard: 10}
                """);
        local = folder.resolve("local");
        gpusched("sweep", study.toString(), "--results", local.toString(), "--workers", "0");
        gpusched = Files.writeString(
                folder.resolve("gpusched"),
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -XX:+UseSerialGC -cp '"
                        + System.getProperty("java.class.path") + "' io.gpusched.cli.Main \"$@\"\n");
        assertThat(gpusched.toFile().setExecutable(true)).isTrue();
    }

    private static void gpusched(String... args) {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        assertThat(Main.run(nowhere, nowhere, args)).isZero();
    }

    private static boolean has(String program) {
        return Stream.of((System.getenv("PATH") + ":/usr/sbin").split(File.pathSeparator, -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    /** Runs a script; returns what it printed. */
    private String bash(String script) throws Exception {
        Path out = folder.resolve("bash.out");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("PATH", System.getenv("PATH") + ":/usr/sbin");
        builder.environment().put("STUDY", study.toString());
        builder.environment().put("GPUSCHED", gpusched.toString());
        Process process = builder.start();
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0).as(Files.readString(out)).isTrue();
        return Files.readString(out);
    }

    private void assertMerged(Path results) {
        gpusched("sweep", study.toString(), "--results", results.toString(), "--merge");
        assertThat(RESULTS)
                .allSatisfy(name ->
                        assertThat(results.resolve(name)).hasSameBinaryContentAs(local.resolve(name)));
    }

    @Test
    void a_slurm_array_gives_the_bytes_of_the_local_run() throws Exception {
        assumeTrue(
                has("slurmctld") && has("slurmd") && has("munged") && System.getProperty("user.name").equals("root"),
                "skipped: needs root and the packages slurmctld, slurmd, slurm-client and munge");
        Path results = folder.resolve("slurm");
        List<String> conf = new ArrayList<>(List.of(
                "ClusterName=one", "SlurmctldHost=localhost(127.0.0.1)", "SlurmUser=root", "SlurmdUser=root", "AuthType=auth/munge",
                "ProctrackType=proctrack/linuxproc", "TaskPlugin=task/none", "SelectType=select/cons_tres", "SelectTypeParameters=CR_Core",
                "SlurmctldPort=26817", "SlurmdPort=26818", "ReturnToService=2", "MailProg=/bin/true"));
        for (String each : List.of("StateSaveLocation", "SlurmdSpoolDir")) {
            conf.add(each + "=" + Files.createDirectory(folder.resolve(each)));
        }
        for (String each : List.of("SlurmctldPidFile", "SlurmdPidFile", "SlurmctldLogFile", "SlurmdLogFile")) {
            conf.add(each + "=" + folder.resolve(each));
        }
        conf.add("NodeName=localhost NodeAddr=127.0.0.1 CPUs=2 RealMemory=4000 State=UNKNOWN");
        conf.add("PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP");
        Files.write(folder.resolve("slurm.conf"), conf);
        String sbatch = Path.of(Objects.requireNonNull(System.getProperty("gpusched.samples")), "..", "docs", "scaling", "study.sbatch")
                .toAbsolutePath()
                .toString();
        try {
            bash("""
                    set -e
                    export SLURM_CONF=%1$s/slurm.conf RESULTS=%2$s
                    munge -n >/dev/null 2>&1 || { mkdir -p /run/munge; chown munge /run/munge; setpriv --reuid munge --clear-groups munged; }
                    slurmctld -c
                    slurmd -N localhost
                    missing=$($GPUSCHED sweep $STUDY --results $RESULTS --missing | paste -sd,)
                    sbatch --wait --array="$missing" %3$s
                    """.formatted(folder, results, sbatch));
        } finally {
            bash("for f in %1$s/SlurmdPidFile %1$s/SlurmctldPidFile; do [ ! -f $f ] || kill $(cat $f); done".formatted(folder));
        }
        assertMerged(results);
    }

    @Test
    void shards_of_gnu_parallel_that_are_killed_are_started_again() throws Exception {
        assumeTrue(has("parallel"), "skipped: needs the package parallel");
        Path results = folder.resolve("parallel");

        // The first try of each shard kills itself once its program runs.
        bash("""
                set -e
                export RESULTS=%1$s TRIES=%2$s/tries
                mkdir -p $TRIES
                shard() {
                  [ -e $TRIES/$1 ] && exec $GPUSCHED sweep $STUDY --results $RESULTS --shard $1
                  touch $TRIES/$1; $GPUSCHED sweep $STUDY --results $RESULTS --shard $1 & kill -9 $!; wait $!
                }
                export -f shard
                $GPUSCHED sweep $STUDY --results $RESULTS --missing | parallel -j 2 --retries 3 shard
                """.formatted(results, folder));

        assertMerged(results);
    }
}
