package io.gpusched.spark;

import io.gpusched.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Plays a study on a cluster: {@code spark-submit gpusched-spark.jar FOLDER STUDY RESULTS}.
 *
 * <p>The driver sends the files of a folder to every executor once. A task is the number of a shard; it plays it with the command line of
 * gpusched, in a folder of its own, and returns the text of the finished shard. A shard depends on the files and its number alone, so
 * tasks may be tried again and may run twice: the driver keeps whichever text comes, since they are equal.
 */
public final class StudyOnSpark {
    private static final int ARGUMENTS = 3;

    private StudyOnSpark() {}

    /**
     * Plays a study.
     *
     * @param args a folder with the study and all that it names; the study, relative to the folder; the folder for the results
     */
    public static void main(String[] args) throws IOException {
        if (args.length != ARGUMENTS) {
            throw new IllegalArgumentException("expected FOLDER STUDY RESULTS, not " + args.length + " arguments");
        }
        Path folder = Path.of(args[0]);
        String study = args[1];
        Path results = Path.of(args[2]);
        try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("gpusched " + study))) {
            Broadcast<Map<String, byte[]>> files = spark.broadcast(read(folder));
            for (List<Integer> missing = missing(folder, study, results);
                    !missing.isEmpty();
                    missing = missing(folder, study, results)) {
                spark.parallelize(missing, missing.size())
                        .map(shard -> new Tuple2<>(shard, play(files.value(), study, shard)))
                        .toLocalIterator()
                        .forEachRemaining(shard -> keep(results, shard._1(), shard._2()));
            }
        }
        System.out.print(gpusched("sweep", folder.resolve(study).toString(), "--results", results.toString(), "--merge"));
    }

    private static Map<String, byte[]> read(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                files.put(folder.relativize(each).toString(), Files.readAllBytes(each));
            }
        }
        return files;
    }

    private static List<Integer> missing(Path folder, String study, Path results) {
        return gpusched("sweep", folder.resolve(study).toString(), "--results", results.toString(), "--missing")
                .lines()
                .map(Integer::valueOf)
                .toList();
    }

    /** Runs on an executor. */
    private static String play(Map<String, byte[]> files, String study, int shard) throws IOException {
        Path place = Files.createTempDirectory("gpusched-shard");
        try {
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                Path file = place.resolve("in").resolve(each.getKey());
                Files.createDirectories(file.getParent());
                Files.write(file, each.getValue());
            }
            gpusched(
                    "sweep",
                    place.resolve("in").resolve(study).toString(),
                    "--results",
                    place.resolve("out").toString(),
                    "--shard",
                    Integer.toString(shard));
            return Files.readString(shardFile(place.resolve("out"), shard));
        } finally {
            delete(place);
        }
    }

    private static Path shardFile(Path results, int shard) {
        return results.resolve("shards")
                .resolve(String.format("%06d", shard / 1_000))
                .resolve(String.format("%09d.csv", shard));
    }

    /** Writes a shard on the driver, wholly or not at all. */
    private static void keep(Path results, int shard, String text) {
        Path file = shardFile(results, shard);
        Path unfinished = file.resolveSibling("." + file.getFileName());
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(unfinished, text);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            List<Path> deepestFirst = new ArrayList<>(all.toList()).reversed();
            for (Path each : deepestFirst) {
                Files.delete(each);
            }
        }
    }

    /** Runs a command of gpusched in this process and returns what it prints. */
    private static String gpusched(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), args);
        if (code != 0) {
            throw new IllegalStateException("gpusched ended with " + code + ": " + err.toString(StandardCharsets.UTF_8));
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
