package io.gpusched.adapters.explore.replay;

import io.gpusched.adapters.explore.Finding;
import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.adapters.explore.order.Rules;
import io.gpusched.adapters.explore.order.Timing;
import io.gpusched.application.workload.Workload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A schedule in one word: what was run, under which rules, with which choices, and a number that tells whether the same happened. Made of
 * letters, digits, {@code -} and {@code _} only.
 *
 * @param subject what is run
 * @param rules which orders were possible
 * @param choices the choices; after the last, first in, first out
 * @param check stands for what happened, see {@link Finding#check}
 */
public record ReplayToken(Subject subject, Rules rules, List<Integer> choices, int check) {
    /** The most characters of a token that people are asked to pass on. */
    public static final int MOST_CHARACTERS = 200;

    private static final int VERSION = 1;
    private static final List<Queues> QUEUES = List.of(Queues.ORDERED, Queues.UNORDERED, Queues.CONCURRENT);
    private static final List<Timing> TIMINGS = List.of(Timing.values());

    /** What a token is about. */
    public sealed interface Subject {
        /** A workload that the token itself holds, without the names of its rings and entities. */
        record Inline(Workload workload) implements Subject {}

        /** A scenario that whoever repeats it knows by name, rules included. */
        record Named(String name) implements Subject {}

        /** A workload that is too large for a token, by its fingerprint; it must be given along with the token. */
        record Elsewhere(long fingerprint) implements Subject {}

        /** A workload and choices that are both too large for a token, by the fingerprint of both; they must be given along with it. */
        record WithChoicesElsewhere(long fingerprint) implements Subject {}
    }

    public ReplayToken {
        choices = List.copyOf(choices);
    }

    /**
     * Makes the token of a finding on a workload, of {@link #MOST_CHARACTERS} at most: with the workload inside if it fits, and else with the
     * choices if they fit.
     */
    public static ReplayToken of(Workload workload, Rules rules, Finding finding) {
        ByteWriter bytes = new ByteWriter();
        boolean hasCode = WorkloadCode.write(workload, bytes);
        ReplayToken inline = of(new Subject.Inline(workload), rules, finding);
        if (hasCode && inline.fits()) {
            return inline;
        }
        ReplayToken elsewhere = of(new Subject.Elsewhere(fingerprint(workload)), rules, finding);
        return elsewhere.fits()
                ? elsewhere
                : of(new Subject.WithChoicesElsewhere(fingerprint(workload, finding.choices())), rules, finding);
    }

    private boolean fits() {
        return text().length() <= MOST_CHARACTERS;
    }

    /** Makes the token of a finding. */
    public static ReplayToken of(Subject subject, Rules rules, Finding finding) {
        return new ReplayToken(subject, rules, finding.choices(), finding.check());
    }

    /** Returns the workload as a token would hold it: the same but for the names of its rings and entities. */
    public static Workload unnamed(Workload workload) {
        ByteWriter bytes = new ByteWriter();
        return WorkloadCode.write(workload, bytes) ? WorkloadCode.read(new ByteReader(bytes.toBytes())) : workload;
    }

    /** Returns a number that stands for a workload. */
    public static long fingerprint(Workload workload) {
        long sum = 0;
        for (byte each : workload.toString().getBytes(StandardCharsets.UTF_8)) {
            sum = Mix.step(sum, each);
        }
        return sum;
    }

    private static long fingerprint(Workload workload, List<Integer> choices) {
        long sum = fingerprint(workload);
        for (int each : choices) {
            sum = Mix.step(sum, each);
        }
        return sum;
    }

    /** Tells whether the token is of this workload, with these choices, or holds a workload itself. */
    public boolean isOf(Workload workload) {
        return switch (subject) {
            case Subject.Inline inline -> inline.workload().equals(workload);
            case Subject.Named named -> false;
            case Subject.Elsewhere elsewhere -> elsewhere.fingerprint() == fingerprint(workload);
            case Subject.WithChoicesElsewhere both -> both.fingerprint() == fingerprint(workload, choices);
        };
    }

    /** Returns the choices as a word of their own, for a token that is {@link Subject.WithChoicesElsewhere}. */
    public String choicesText() {
        ByteWriter out = new ByteWriter();
        writeChoices(out);
        return encode(out);
    }

    /**
     * Returns the token with choices that it does not hold.
     *
     * @param text what {@link #choicesText} returned
     * @throws IllegalArgumentException if it is something else
     */
    public ReplayToken withChoices(String text) {
        ByteReader in = new ByteReader(decode(text));
        List<Integer> read = readChoices(in);
        in.requireEnd();
        return new ReplayToken(subject, rules, read, check);
    }

    /** Returns the word. */
    public String text() {
        ByteWriter out = new ByteWriter();
        int queues = QUEUES.indexOf(rules.queues());
        if (queues < 0 && !(subject instanceof Subject.Named)) {
            throw new IllegalStateException("a token cannot say " + rules.queues());
        }
        out.number(VERSION).number(queues + 1).number(TIMINGS.indexOf(rules.timing()));
        switch (subject) {
            case Subject.Inline inline -> WorkloadCode.write(inline.workload(), out.number(0));
            case Subject.Named named -> out.number(1).text(named.name());
            case Subject.Elsewhere elsewhere -> out.number(2).fixed(elsewhere.fingerprint(), Long.BYTES);
            case Subject.WithChoicesElsewhere both -> out.number(3).fixed(both.fingerprint(), Long.BYTES);
        }
        if (!(subject instanceof Subject.WithChoicesElsewhere)) {
            writeChoices(out);
        }
        out.fixed(check, Integer.BYTES);
        byte[] body = out.toBytes();
        out.fixed(sumOf(body, body.length), Short.BYTES);
        return encode(out);
    }

    private static String encode(ByteWriter out) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toBytes());
    }

    /** Only what {@link #encode} returns is read: not even the bits of the last letter that stand for nothing may differ. */
    private static byte[] decode(String text) {
        if (!text.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("it has characters that no token has");
        }
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!encode(new ByteWriter().bytes(bytes)).equals(text)) {
            throw new IllegalArgumentException("it is incomplete or was changed");
        }
        return bytes;
    }

    /** Writes the choices as runs of zeros, each followed by a choice that is none. */
    private void writeChoices(ByteWriter out) {
        out.number(choices.stream().filter(each -> each != 0).count());
        int zeros = 0;
        for (int each : choices) {
            if (each == 0) {
                zeros++;
            } else {
                out.number(zeros).number(each);
                zeros = 0;
            }
        }
    }

    /**
     * Reads the word.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ReplayToken parse(String text) {
        byte[] bytes = decode(text);
        int body = bytes.length - Short.BYTES;
        if (body < 1
                || new ByteReader(Arrays.copyOfRange(bytes, body, bytes.length)).fixed(Short.BYTES)
                        != (sumOf(bytes, body) & 0xffff)) {
            throw new IllegalArgumentException("it is incomplete or was changed");
        }
        ByteReader in = new ByteReader(Arrays.copyOf(bytes, body));
        if (in.number() != VERSION) {
            throw new IllegalArgumentException("it is of another version of gpusched");
        }
        int queues = in.below(QUEUES.size() + 1);
        Rules rules =
                new Rules(queues == 0 ? Queues.ORDERED : QUEUES.get(queues - 1), TIMINGS.get(in.below(TIMINGS.size())));
        int kind = in.below(4);
        Subject subject = switch (kind) {
            case 0 -> new Subject.Inline(WorkloadCode.read(in));
            case 1 -> new Subject.Named(in.text());
            case 2 -> new Subject.Elsewhere(in.fixed(Long.BYTES));
            default -> new Subject.WithChoicesElsewhere(in.fixed(Long.BYTES));
        };
        List<Integer> choices = subject instanceof Subject.WithChoicesElsewhere ? List.of() : readChoices(in);
        int check = (int) in.fixed(Integer.BYTES);
        in.requireEnd();
        return new ReplayToken(subject, rules, choices, check);
    }

    private static List<Integer> readChoices(ByteReader in) {
        List<Integer> choices = new ArrayList<>();
        int count = in.count();
        for (int i = 0; i < count; i++) {
            int zeros = in.count();
            for (int j = 0; j < zeros; j++) {
                choices.add(0);
            }
            choices.add(in.integer());
        }
        return choices;
    }

    private static long sumOf(byte[] bytes, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum = Mix.step(sum, bytes[i]);
        }
        return sum & 0xffff;
    }
}
