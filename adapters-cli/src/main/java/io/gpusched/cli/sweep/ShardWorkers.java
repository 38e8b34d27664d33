package io.gpusched.cli.sweep;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Worker processes of this machine. Each is this program again: it reads the numbers of shards from its standard input, plays them, and
 * prints the number of each that is in the folder. A worker that ends unasked is replaced, and its shards are given out again. A worker
 * whose master is gone meets the end of its input, and ends as well. Used by one thread.
 */
public final class ShardWorkers implements ShardPlayer, AutoCloseable {
    /** How many shards a worker has at once: the next one is there when one is finished. */
    private static final int AHEAD = 2;

    private static final int MOST_TRIES = 3;
    private static final Duration NAP = Duration.ofMillis(5);
    private static final int LOG_TAIL = 2_000;

    private final List<String> command;
    private final int number;
    private final Path log;
    private final List<ShardWorker> workers = new ArrayList<>();
    private final Map<Integer, Integer> tries = new TreeMap<>();

    /**
     * Makes a pool; its processes are started when there is something to play.
     *
     * @param command starts a worker
     * @param number how many workers there are, at least 1
     * @param log where they may complain; replaced
     */
    public ShardWorkers(List<String> command, int number, Path log) {
        this.command = List.copyOf(command);
        this.number = number;
        this.log = log;
    }

    /** Returns the command that starts this program again in another process, with other arguments. */
    public static List<String> thisProgram(List<String> options, String mainClass, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(args);
        return command;
    }

    /** One process. */
    private final class ShardWorker {
        private final Process process;
        private final OutputStream tasks;
        private final Deque<Integer> given = new ArrayDeque<>();
        private final StringBuilder said = new StringBuilder();

        ShardWorker() throws IOException {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            tasks = process.getOutputStream();
        }

        /** Gives it a shard; it may be gone, which shows later. */
        void give(int shard) {
            given.add(shard);
            try {
                tasks.write((shard + "\n").getBytes(StandardCharsets.US_ASCII));
                tasks.flush();
            } catch (IOException gone) {
                // What it said before is still read; then it is replaced.
            }
        }

        /** Takes what it has said since the last time; returns whether that was anything. */
        boolean listen(IntConsumer finished) throws IOException {
            byte[] bytes = read();
            said.append(new String(bytes, StandardCharsets.US_ASCII));
            for (int end = said.indexOf("\n"); end >= 0; end = said.indexOf("\n")) {
                int shard = Integer.parseInt(said.substring(0, end).strip());
                said.delete(0, end + 1);
                given.remove(shard);
                finished.accept(shard);
            }
            return bytes.length > 0;
        }

        private byte[] read() throws IOException {
            InputStream in = process.getInputStream();
            try {
                return in.readNBytes(in.available());
            } catch (IOException failure) {
                if (process.isAlive()) {
                    throw failure;
                }
                return new byte[0]; // Java closes the stream of a process that has ended and said nothing more
            }
        }
    }

    @Override
    public void play(List<Integer> shards, IntConsumer finished) {
        Deque<Integer> waiting = new ArrayDeque<>(shards);
        try {
            if (workers.isEmpty()) {
                Files.deleteIfExists(log);
            }
            int left = shards.size();
            int[] done = {0};
            IntConsumer counted = shard -> {
                done[0]++;
                finished.accept(shard);
            };
            while (done[0] < left) {
                replace(waiting, counted);
                boolean heard = false;
                for (ShardWorker each : workers) {
                    while (each.given.size() < AHEAD && !waiting.isEmpty()) {
                        each.give(waiting.remove());
                    }
                    heard |= each.listen(counted);
                }
                if (!heard && done[0] < left) {
                    workers.getFirst().process.waitFor(NAP);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted while waiting for workers", interrupted);
        }
    }

    /** Takes the last words of those that have ended, and starts others in their places while there is something to play. */
    private void replace(Deque<Integer> waiting, IntConsumer finished) throws IOException {
        Iterator<ShardWorker> each = workers.iterator();
        while (each.hasNext()) {
            ShardWorker worker = each.next();
            if (!worker.process.isAlive()) {
                worker.listen(finished);
                each.remove();
                for (int shard : worker.given.reversed()) {
                    requireFewTries(shard, worker);
                    waiting.addFirst(shard);
                }
            }
        }
        while (workers.size() < Math.min(number, Math.max(waiting.size(), 1))) {
            workers.add(new ShardWorker());
        }
    }

    private void requireFewTries(int shard, ShardWorker worker) throws IOException {
        if (tries.merge(shard, 1, Integer::sum) == MOST_TRIES) {
            throw new FailedWorkers("workers ended " + MOST_TRIES + " times while they had shard " + shard
                    + ", the last one with exit code " + worker.process.exitValue() + "; " + log + " ends with: "
                    + tail());
        }
    }

    private String tail() throws IOException {
        File file = log.toFile();
        @Nullable String text = file.isFile() ? Files.readString(log) : "";
        return text.substring(Math.max(0, text.length() - LOG_TAIL)).strip();
    }

    /** Ends all workers; what they have not finished is not in the folder. */
    @Override
    public void close() {
        workers.forEach(each -> each.process.destroy());
        workers.clear();
    }

    /** Workers that end again and again. */
    public static final class FailedWorkers extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FailedWorkers(String message) {
            super(message);
        }
    }
}
