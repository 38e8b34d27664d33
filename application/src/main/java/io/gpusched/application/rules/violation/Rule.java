package io.gpusched.application.rules.violation;

import java.util.regex.Pattern;

/**
 * Something that must be true of every device or of every history.
 *
 * @param id names the rule in reports, exhibits and on the command line: its subject, a dot, and a word or two, such as {@code
 *     credits.within-limit}; it stays the same when the words improve
 * @param words what must be true, as a clause that can follow "it is not true that"
 * @param source where it comes from: a kernel function, or a document of this project
 */
public record Rule(String id, String words, String source) {
    private static final Pattern ID = Pattern.compile("[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*");

    public Rule {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a rule is named 'subject.words', in lower case and hyphens, not '" + id + "'");
        }
    }

    /**
     * Makes a rule of a scenario's own, beside those of the book.
     *
     * @param words what must be true
     */
    public static Rule ofScenario(String words) {
        return new Rule("scenario.own", words, "the scenario");
    }

    @Override
    public String toString() {
        return id + ": " + words;
    }
}
