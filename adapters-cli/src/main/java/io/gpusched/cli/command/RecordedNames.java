package io.gpusched.cli.command;

import io.gpusched.application.recording.ClientSelector;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Recording.RecordedClient;
import io.gpusched.application.recording.Recording.RecordedRing;
import io.gpusched.application.recording.RingSelector;
import io.gpusched.files.problem.Problem;
import io.gpusched.words.Shown;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the clients and the rings of a recording by what people call them. Names that do not occur are collected and reported together by
 * {@link #refuseUnknown}.
 *
 * <p>A client goes by its name, or by that with its entity as summaries show it, by its process, or by its fence context. A number that
 * is the process of one client and the fence context of another needs {@code process:} or {@code context:} in front.
 */
final class RecordedNames {
    private static final String PROCESS = "process:";
    private static final String CONTEXT = "context:";
    private final String file;
    private final Recording recording;
    private final List<String> labels;
    private final List<Problem> problems = new ArrayList<>();

    RecordedNames(String file, Recording recording) {
        this.file = file;
        this.recording = recording;
        this.labels = recording.clientLabels();
    }

    /** Returns what picks the clients of that name; if there are none, adds a problem and returns what picks all. */
    ClientSelector clients(String option, String name) {
        if (name.equals(Setting.ALL)) {
            return new ClientSelector.All();
        }
        List<ClientSelector> found = candidates(name).filter(this::picksAny).toList();
        if (found.isEmpty()) {
            problems.add(
                    Problem.ofFile(file, UnknownName.message(option, "client", name, clientWords(), clientsInWords())));
            return new ClientSelector.All();
        }
        if (!picked(found.getFirst()).equals(picked(found.getLast()))
                && found.getFirst() instanceof ClientSelector.ByProcess
                && found.getLast() instanceof ClientSelector.ByEntity) {
            problems.add(Problem.ofFile(
                    file,
                    option + " names the client " + Shown.quoted(name)
                            + ", which is the process of one and the fence context of another; say " + PROCESS + name
                            + " or " + CONTEXT + name));
        }
        return found.getFirst();
    }

    /** Returns what picks the rings of that name; if there are none, adds a problem and returns what picks all. */
    RingSelector rings(String option, String name) {
        if (name.equals(Setting.ALL)) {
            return new RingSelector.All();
        }
        RingSelector selector = new RingSelector.ByName(name);
        if (recording.rings().stream().noneMatch(selector::picks)) {
            Set<String> words = new LinkedHashSet<>();
            recording.rings().forEach(ring -> words.add(ring.name()));
            recording.rings().forEach(ring -> words.add(ring.fullName()));
            List<String> known =
                    recording.rings().stream().map(RecordedRing::fullName).toList();
            problems.add(Problem.ofFile(file, UnknownName.message(option, "ring", name, words, known)));
        }
        return selector;
    }

    /**
     * Ends the command if a name did not occur.
     *
     * @throws BadInput with every such name
     */
    void refuseUnknown() {
        if (!problems.isEmpty()) {
            throw new BadInput(Vector.ofAll(problems));
        }
    }

    private Stream<ClientSelector> candidates(String name) {
        if (name.startsWith(CONTEXT)) {
            return Stream.of(new ClientSelector.ByEntity(name.substring(CONTEXT.length())));
        }
        if (name.startsWith(PROCESS)) {
            return processes(name.substring(PROCESS.length()));
        }
        int shown = labels.indexOf(name);
        Stream<ClientSelector> asShown = shown < 0
                ? Stream.empty()
                : Stream.of(new ClientSelector.ByEntity(
                        recording.clients().get(shown).entity()));
        return Stream.of(
                        Stream.of(new ClientSelector.ByName(name)),
                        asShown,
                        processes(name),
                        Stream.of(new ClientSelector.ByEntity(name)))
                .flatMap(each -> each);
    }

    private static Stream<ClientSelector> processes(String digits) {
        return digits.matches("[0-9]{1,18}")
                ? Stream.of(new ClientSelector.ByProcess(Long.parseLong(digits)))
                : Stream.empty();
    }

    private boolean picksAny(ClientSelector selector) {
        return recording.clients().stream().anyMatch(selector::picks);
    }

    private Set<RecordedClient> picked(ClientSelector selector) {
        return recording.clients().stream()
                .filter(selector::picks)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<String> clientWords() {
        Set<String> words = new LinkedHashSet<>();
        recording.clients().forEach(client -> words.add(client.name()));
        words.addAll(labels);
        for (RecordedClient client : recording.clients()) {
            words.add(Long.toString(client.process()));
            words.add(client.entity());
        }
        return words;
    }

    private List<String> clientsInWords() {
        return recording.clients().stream()
                .map(client ->
                        client.name() + " (process " + client.process() + ", fence context " + client.entity() + ")")
                .toList();
    }
}
