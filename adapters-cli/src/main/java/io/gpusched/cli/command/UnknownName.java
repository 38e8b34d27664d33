package io.gpusched.cli.command;

import io.gpusched.files.problem.Nearest;
import io.gpusched.words.Shown;
import java.util.Collection;

/** The message about an option that names a client or a ring that does not exist. */
final class UnknownName {
    private UnknownName() {}

    /**
     * Returns the message.
     *
     * @param option the option
     * @param noun what it names: a client or a ring
     * @param name the name that the user gave
     * @param words all words that would have been right
     * @param here the names that are shown
     */
    static String message(String option, String noun, String name, Collection<String> words, Collection<String> here) {
        return option + " names the " + noun + " " + Shown.quoted(name) + ", which does not exist;"
                + Nearest.hint(name, words) + " " + noun + "s here: " + Shown.list(here);
    }
}
