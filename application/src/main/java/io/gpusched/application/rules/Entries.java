package io.gpusched.application.rules;

import io.gpusched.application.rules.JobBook.Entry;
import io.gpusched.domain.sched.Job;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of each job, by its id. Many rules ask at each event, and most of them for one of a few jobs: those need no search. */
final class Entries {
    private static final int NEAR = 15;

    private final Map<Long, Entry> all = new TreeMap<>();
    private final @Nullable Entry[] near = new Entry[NEAR + 1];

    private static int place(long job) {
        return (int) job & NEAR;
    }

    @Nullable
    Entry get(long job) {
        Entry entry = near[place(job)];
        if (entry == null || entry.job.id() != job) {
            entry = all.get(job);
            near[place(job)] = entry;
        }
        return entry;
    }

    void add(Entry entry) {
        all.put(entry.job.id(), entry);
        near[place(entry.job.id())] = entry;
    }

    @Nullable
    Entry remove(Job job) {
        near[place(job.id())] = null;
        return all.remove(job.id());
    }

    /** Returns all of them, in the order of the ids. */
    Collection<Entry> all() {
        return all.values();
    }
}
