package io.gpusched.cli.duel;

/** How the next workload of a search is chosen. All keep the best workload of each family. */
public enum SearchMethod {
    /** Each is drawn anew. */
    RANDOM,
    /** Each is a neighbour of the best one so far, which it replaces if it is no better; after many in vain, one is drawn anew. */
    CLIMBING,
    /** Each descends from the best ones of one or two families, of which each family is as likely as another. */
    EVOLUTION
}
