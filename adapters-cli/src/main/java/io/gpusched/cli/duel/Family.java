package io.gpusched.cli.duel;

/**
 * The kind of decision by which a client loses: which jobs of others ran before its own under the first policy, and behind them under the
 * second.
 */
public enum Family {
    /** Jobs that were queued later, by entities whose queue was empty. */
    NEWCOMERS("newcomers", "jobs that were queued later, by entities that had nothing queued, went first"),
    /** Jobs that were queued later, by entities that had jobs queued already. */
    TAKING_TURNS("taking-turns", "later jobs of entities that had others queued went first"),
    /** Jobs that were queued earlier, behind others of their entity. */
    BACKLOG("backlog", "jobs went first that one entity had queued earlier, many at a time"),
    /** Jobs that were queued earlier, each the only one of its entity. */
    FIRST_COME("first-come", "single jobs of other entities that were queued earlier went first"),
    /** Jobs of a more urgent priority. */
    URGENCY("urgency", "jobs of a more urgent priority went first"),
    /** Jobs of a less urgent priority. */
    LENIENCY("leniency", "jobs of a less urgent priority went first"),
    /** No decision about a job of the client: what it waited for came later. */
    KNOCK_ON("knock-on", "its jobs were queued later, or the ring stood idle, since something else had ended later");

    private final String label;
    private final String words;

    Family(String label, String words) {
        this.label = label;
        this.words = words;
    }

    /** Returns its name, in a word that can be part of a file name. */
    public String label() {
        return label;
    }

    /** Returns what happened, in words. */
    public String words() {
        return words;
    }
}
