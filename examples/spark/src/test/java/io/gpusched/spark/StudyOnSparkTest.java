package io.gpusched.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real standalone master with three workers on this machine; one of them is killed while the study runs. */
class StudyOnSparkTest {
    private static final String HOST = "127.0.0.1";
    private static final List<String> RESULTS =
            List.of("points.csv", "points.parquet", "runs.csv", "runs.parquet", "study.html");

    /** What gpusched brings in its one jar and Spark does not have. */
    private static final String OURS =
            "(gpusched|picocli|vavr|snakeyaml-engine|jline|dagger|uplot|HdrHistogram|commons-(statistics|rng|numbers)|java-diff-utils).*";

    @TempDir
    private Path folder;

    private final List<Process> cluster = new ArrayList<>();

    @AfterEach
    void end() {
        cluster.forEach(each -> each.descendants().forEach(ProcessHandle::destroyForcibly));
        cluster.forEach(Process::destroyForcibly);
    }

    /** Makes what a Spark distribution is for its launcher: a folder with jars. */
    private Path sparkHome() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("spark-home").resolve("jars"));
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(each);
            String name = jar.getFileName().toString();
            if (name.endsWith(".jar") && !name.matches(OURS)) {
                Files.createSymbolicLink(jars.resolve(name), jar.toAbsolutePath());
            }
        }
        return jars.getParent();
    }

    private Process start(String log, String mainClass, String... args) throws IOException {
        Path home = folder.resolve("spark-home");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        // Spark reaches into the JDK; these are the flags that its own launcher gives.
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of("-cp", home.resolve("jars") + "/*", mainClass));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_LOCAL_IP", HOST);
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        cluster.add(process);
        return process;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    private void await(Process running, String what, Condition condition) throws Exception {
        for (int i = 0; i < 1_200 && !condition.holds(); i++) {
            if (!running.isAlive()) {
                break;
            }
            running.waitFor(100, TimeUnit.MILLISECONDS);
        }
        assertThat(condition.holds()).as(what + logs()).isTrue();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private String logs() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.filter(file -> file.toString().endsWith(".log")).sorted().toList()) {
                String log = Files.readString(each);
                text.append("\n--- ").append(each.getFileName()).append('\n').append(log.substring(Math.max(0, log.length() - 3_000)));
            }
        }
        return text.toString();
    }

    private boolean says(String log, String text) throws IOException {
        return Files.exists(folder.resolve(log)) && Files.readString(folder.resolve(log)).contains(text);
    }

    private static long shards(Path results) throws IOException {
        Path shards = results.resolve("shards").resolve("000000");
        if (!Files.isDirectory(shards)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(shards)) {
            return files.filter(each -> each.getFileName().toString().matches("\\d+\\.csv")).count();
        }
    }

    @Test
    void a_study_on_three_workers_with_one_killed_equals_the_local_run_byte_for_byte() throws Exception {
        Path samples = Files.createDirectories(folder.resolve("in"));
        Files.copy(Path.of(System.getProperty("gpusched.samples"), "arena", "batch-and-interactive.yaml"), samples.resolve("w.yaml"));
        Path study = Files.writeString(samples.resolve("study.yaml"), """
                workloads: [{name: w, file: w.yaml}]
                policy: [fifo, rr, fair]
                measures: [p99(interactive), throughput, fairness]
                warm_up: 100ms
                replications: {at_least: 720, in_shard: 6}
                """);
        Path local = folder.resolve("local");
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        assertThat(Main.run(nowhere, nowhere, "sweep", study.toString(), "--results", local.toString(), "--workers", "0"))
                .isZero();

        Path jar = Path.of(Objects.requireNonNull(System.getProperty("gpusched.spark.jar")));
        sparkHome();
        int port = freePort();
        String url = "spark://" + HOST + ":" + port;
        Process master = start("master.log", "org.apache.spark.deploy.master.Master", "--host", HOST, "--port",
                Integer.toString(port), "--webui-port", "0");
        await(master, "the master is up", () -> says("master.log", "I have been elected leader"));
        List<Process> workers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            workers.add(start("worker" + i + ".log", "org.apache.spark.deploy.worker.Worker", "--host", HOST, "--webui-port", "0",
                    "--cores", "1", "--memory", "700m", "--work-dir", folder.resolve("work" + i).toString(), url));
        }
        for (int i = 0; i < 3; i++) {
            String log = "worker" + i + ".log";
            await(workers.get(i), "a worker is registered", () -> says(log, "Successfully registered with master"));
        }
        Path onSpark = folder.resolve("spark");
        Process driver = start("driver.log", "org.apache.spark.deploy.SparkSubmit", "--master", url, "--class",
                "io.gpusched.spark.StudyOnSpark", "--executor-memory", "512m", "--conf", "spark.ui.enabled=false", "--conf",
                "spark.speculation=true", "--conf", "spark.driver.host=" + HOST, jar.toString(), samples.toString(), "study.yaml",
                onSpark.toString());
        await(driver, "some shards are finished", () -> shards(onSpark) >= 5);

        Process victim = workers.get(1);
        List<ProcessHandle> executors = victim.descendants().toList();
        victim.destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
        long finishedBefore = shards(onSpark);
        boolean ended = driver.waitFor(5, TimeUnit.MINUTES);

        assertThat(ended).as("the driver ended" + logs()).isTrue();
        assertThat(driver.exitValue()).as("exit code" + logs()).isZero();
        assertThat(executors).as("the worker had an executor").isNotEmpty();
        assertThat(finishedBefore).as("it was in the middle").isLessThan(120);
        assertThat(RESULTS).allSatisfy(name -> assertThat(onSpark.resolve(name))
                .as(name)
                .hasSameBinaryContentAs(local.resolve(name)));
    }
}
