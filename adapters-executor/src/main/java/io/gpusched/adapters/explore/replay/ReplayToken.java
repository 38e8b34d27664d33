package io.gpusched.adapters.explore.replay;

import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.adapters.explore.order.QueueOrder;
import io.gpusched.application.event.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;

/**
 * A schedule in one word of letters, digits, {@code -} and {@code _}: what to run, what the writer guarantees, which choices to make, and a
 * hash by which a replay notices that something else happened.
 *
 * <p><b>What it holds.</b> A token is a small text, packed by {@link PackedText}:
 *
 * <pre>
 * queue concurrent
 * late work
 * check 9fd34f1a
 * choices 2:1 0:3
 * policy fifo
 * scheduler 0 credits=2 timeout_us=none hang_limit=0 on_timeout=signal score=own
 * ...
 * </pre>
 *
 * <p>{@code 2:1} stands for two choices of the first alternative (0) and then a choice of 1. The subject follows: a case, {@code named NAME} for
 * a scenario that whoever replays it knows, {@code file FINGERPRINT} for a file that must be given along with the token, or {@code file and
 * choices FINGERPRINT} if the choices are in that file as well.
 *
 * <p><b>How long it is.</b> At most {@link #MOST_CHARACTERS} characters if {@link #of(String, Guarantees, Finding)} made it, so that it
 * fits in a mail, a commit message and a command line. It takes the first form that fits: with the case, with a fingerprint, with the choices
 * outside. Names and the {@code check} make a token of a named scenario short by themselves.
 *
 * <p><b>Roads not taken.</b> Tokens once had a binary code of their own for workloads, four hundred lines. Measured with the same seven
 * choices, the packed text is no longer where it matters: over every 13th small workload 74 characters in the middle and 91 at most, against
 * 78 and 94; over the cases of the museum 71 and 112, against 71 and 110. Random workloads of many entities were shorter in the binary code (179
 * characters in the middle against 150 for six jobs), but after shrinking few findings have that many. The binary code also held what no case
 * can express; such a workload now goes along as the user's own file.
 *
 * <p>A token does not depend on the version of the code that it is about. If that code has changed since, the replay runs, and {@link
 * Replayed#same} is false.
 *
 * @param subject what is run
 * @param guarantees which orders were possible; for a named scenario only the lateness counts
 * @param choices the choices; after the last, the first alternative
 * @param check the hash of what happened, see {@link Finding#check}
 */
public record ReplayToken(Subject subject, Guarantees guarantees, List<Integer> choices, int check) {
    /** The most characters of a token that people are asked to pass on. */
    public static final int MOST_CHARACTERS = 200;

    /** The most choices of a token, so that a short word cannot ask for gigabytes of them. */
    public static final int MOST_CHOICES = 1_000_000;

    private static final String QUEUE = "queue";
    private static final String LATE = "late";
    private static final String CHECK = "check";
    private static final String CHOICES = "choices";
    private static final String NAMED = "named ";
    private static final String FILE_AND_CHOICES = "file and choices ";
    private static final String FILE = "file ";
    private static final String OWN = "own";

    /** What a token is about. */
    public sealed interface Subject {
        /** A case, whose text the token holds. */
        record Case(String text) implements Subject {}

        /** A scenario that whoever repeats it knows by name, guarantees included. */
        record Named(String name) implements Subject {}

        /** A file that is too large for a token, by its fingerprint; it must be given along with the token. */
        record Elsewhere(long fingerprint) implements Subject {}

        /** A file and choices that are both too large for a token, by the fingerprint of both; they must be given along with it. */
        record WithChoicesElsewhere(long fingerprint) implements Subject {}
    }

    public ReplayToken {
        choices = List.copyOf(choices);
    }

    /**
     * Makes the token of a finding on a case, of {@link #MOST_CHARACTERS} at most: with the case inside if it fits, else with the choices if
     * they fit.
     *
     * @param text the case
     */
    public static ReplayToken of(String text, Guarantees guarantees, Finding finding) {
        ReplayToken inside = of(new Subject.Case(text), guarantees, finding);
        return inside.fits() ? inside : ofFile(text, guarantees, finding);
    }

    /**
     * Makes the token of a finding on something that must be given along with the token, of {@link #MOST_CHARACTERS} at most.
     *
     * @param content anything that identifies it, such as its text
     */
    public static ReplayToken ofFile(String content, Guarantees guarantees, Finding finding) {
        ReplayToken elsewhere = of(new Subject.Elsewhere(fingerprint(content)), guarantees, finding);
        return elsewhere.fits()
                ? elsewhere
                : of(new Subject.WithChoicesElsewhere(fingerprint(content, finding.choices())), guarantees, finding);
    }

    /** Makes the token of a finding. */
    public static ReplayToken of(Subject subject, Guarantees guarantees, Finding finding) {
        return new ReplayToken(subject, guarantees, finding.choices(), finding.check());
    }

    private boolean fits() {
        return text().length() <= MOST_CHARACTERS;
    }

    private static long fingerprint(String content) {
        return Mix.name(content);
    }

    private static long fingerprint(String content, List<Integer> choices) {
        long sum = fingerprint(content);
        for (int each : choices) {
            sum = Mix.step(sum, each);
        }
        return sum;
    }

    /** Tells whether the token is about this content, with the token's choices. */
    public boolean isOf(String content) {
        return switch (subject) {
            case Subject.Case inside -> inside.text().equals(content);
            case Subject.Named named -> false;
            case Subject.Elsewhere elsewhere -> elsewhere.fingerprint() == fingerprint(content);
            case Subject.WithChoicesElsewhere both -> both.fingerprint() == fingerprint(content, choices);
        };
    }

    /** Returns the choices as words with blanks between them, for a token that is {@link Subject.WithChoicesElsewhere}. */
    public String choicesText() {
        StringBuilder text = new StringBuilder();
        int zeros = 0;
        for (int each : choices) {
            if (each == 0) {
                zeros++;
            } else {
                text.append(text.isEmpty() ? "" : " ").append(zeros).append(':').append(each);
                zeros = 0;
            }
        }
        return text.toString();
    }

    /**
     * Returns the token with choices that it does not hold.
     *
     * @param text what {@link #choicesText} returned
     * @throws IllegalArgumentException if the text is something else
     */
    public ReplayToken withChoices(String text) {
        return new ReplayToken(subject, guarantees, readChoices(text), check);
    }

    /** Returns the word. */
    public String text() {
        StringBuilder text = new StringBuilder()
                .append(line(QUEUE, queueName()))
                .append(line(LATE, Labels.of(guarantees.lateness())))
                .append(line(CHECK, HexFormat.of().toHexDigits(check)));
        if (!(subject instanceof Subject.WithChoicesElsewhere)) {
            text.append(line(CHOICES, choicesText()));
        }
        text.append(
                switch (subject) {
                    case Subject.Case inside -> inside.text();
                    case Subject.Named named -> NAMED + named.name();
                    case Subject.Elsewhere elsewhere -> FILE + HexFormat.of().toHexDigits(elsewhere.fingerprint());
                    case Subject.WithChoicesElsewhere both ->
                        FILE_AND_CHOICES + HexFormat.of().toHexDigits(both.fingerprint());
                });
        return PackedText.pack(text.toString());
    }

    private static String line(String key, String value) {
        return key + " " + value + "\n";
    }

    private String queueName() {
        for (QueueOrder each : QueueOrder.values()) {
            if (each.queues().equals(guarantees.queues())) {
                return Labels.of(each);
            }
        }
        if (subject instanceof Subject.Named) {
            return OWN;
        }
        throw new IllegalStateException("a token has no word for " + guarantees.queues());
    }

    /**
     * Reads the word.
     *
     * @throws IllegalArgumentException if it is no token, with the reason
     */
    public static ReplayToken parse(String word) {
        Iterator<String> lines = PackedText.unpack(word).lines().iterator();
        String queue = value(lines, QUEUE);
        Lateness late = Labels.get(Lateness.values(), value(lines, LATE));
        int check = (int) hex(value(lines, CHECK));
        String next = next(lines);
        List<Integer> choices = List.of();
        if (next.startsWith(CHOICES + " ")) {
            choices = readChoices(next.substring(CHOICES.length() + 1));
            next = next(lines);
        }
        QueueOrder order = queue.equals(OWN) ? QueueOrder.ORDERED : Labels.get(QueueOrder.values(), queue);
        return new ReplayToken(subject(next, lines), new Guarantees(order.queues(), late), choices, check);
    }

    private static Subject subject(String first, Iterator<String> rest) {
        if (first.startsWith(NAMED)) {
            return new Subject.Named(first.substring(NAMED.length()));
        }
        if (first.startsWith(FILE_AND_CHOICES)) {
            return new Subject.WithChoicesElsewhere(hex(first.substring(FILE_AND_CHOICES.length())));
        }
        if (first.startsWith(FILE)) {
            return new Subject.Elsewhere(hex(first.substring(FILE.length())));
        }
        StringBuilder text = new StringBuilder(first).append('\n');
        rest.forEachRemaining(line -> text.append(line).append('\n'));
        return new Subject.Case(text.toString());
    }

    private static String value(Iterator<String> lines, String key) {
        String line = next(lines);
        if (!line.startsWith(key + " ")) {
            throw new IllegalArgumentException("it has no '" + key + "' where this version of gpusched expects it");
        }
        return line.substring(key.length() + 1);
    }

    private static String next(Iterator<String> lines) {
        if (!lines.hasNext()) {
            throw new IllegalArgumentException("it ends too early");
        }
        return lines.next();
    }

    private static long hex(String digits) {
        return HexFormat.fromHexDigitsToLong(digits);
    }

    private static List<Integer> readChoices(String text) {
        List<Integer> choices = new ArrayList<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            if (!pair.matches("\\d{1,6}:\\d{1,6}")) {
                throw new IllegalArgumentException("'" + pair + "' is no run of choices, as in 2:1");
            }
            int colon = pair.indexOf(':');
            int zeros = Integer.parseInt(pair.substring(0, colon));
            if (choices.size() + zeros >= MOST_CHOICES) {
                throw new IllegalArgumentException("it makes more than " + MOST_CHOICES + " choices");
            }
            choices.addAll(Collections.nCopies(zeros, 0));
            choices.add(Integer.parseInt(pair.substring(colon + 1)));
        }
        return choices;
    }
}
