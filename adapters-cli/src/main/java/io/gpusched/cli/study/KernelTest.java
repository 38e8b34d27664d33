package io.gpusched.cli.study;

import io.gpusched.application.event.Labels;
import io.gpusched.application.recording.ClientSelector;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Recording.RecordedClient;
import io.gpusched.application.recording.ReplayOptions;
import io.gpusched.application.recording.ReplayOptions.PriorityRule;
import io.gpusched.domain.order.Priority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The facts about one of the kernel's scheduler tests that no tracepoint shows. It is a table of this program and not a file beside the recordings, since
 * it comes from the source of the tests and holds for every recording of them.
 *
 * @param name the beginning of the names of its recordings
 * @param credits how much may be on the ring at once
 * @param priorities the priorities of its clients in the order of their fence contexts; normal for those that are not named
 */
record KernelTest(String name, int credits, List<Priority> priorities) {
    private static final String TABLE = "kernel-tests.txt";
    private static final String NO_LIMIT = "many";
    /** More than any test has jobs. */
    private static final int UNLIMITED = 1_000_000;

    public KernelTest {
        priorities = List.copyOf(priorities);
    }

    /** Returns the test of a recording, by the name of its file, or nothing if it is not known. */
    public static Optional<KernelTest> of(String file) {
        return table().stream().filter(each -> file.startsWith(each.name())).findFirst();
    }

    private static List<KernelTest> table() {
        try (InputStream stream = Objects.requireNonNull(KernelTest.class.getResourceAsStream(TABLE), TABLE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(KernelTest::read)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static KernelTest read(String line) {
        List<String> words = Arrays.asList(line.split(" +"));
        int credits = words.get(1).equals(NO_LIMIT) ? UNLIMITED : Integer.parseInt(words.get(1));
        List<Priority> priorities = words.subList(2, words.size()).stream()
                .map(word -> Labels.get(Priority.values(), word))
                .toList();
        return new KernelTest(words.getFirst(), credits, priorities);
    }

    /** Returns the options with which a recording of this test is replayed. Where there are several rings, the test moves its clients. */
    public ReplayOptions options(Recording recording) {
        List<RecordedClient> clients = new ArrayList<>(recording.clients());
        clients.sort(Comparator.comparingLong(client -> Long.parseUnsignedLong(client.entity())));
        List<PriorityRule> rules = new ArrayList<>();
        for (int i = 0; i < Math.min(clients.size(), priorities.size()); i++) {
            rules.add(
                    new PriorityRule(new ClientSelector.ByEntity(clients.get(i).entity()), priorities.get(i)));
        }
        return ReplayOptions.DEFAULTS
                .withCreditLimit(credits)
                .withPriorities(rules)
                .withPinned(recording.rings().size() > 1);
    }
}
