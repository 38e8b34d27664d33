package io.gpusched.adapters.explore.writer;

import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.adapters.explore.order.Discipline;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Work;

/** A named queue of an exploring writer. It has the type of an ordered queue whatever its discipline, as in the bugs that it stands for. */
public final class ExploredQueue implements OrderedWorkQueue {
    private final WorkLine line;
    private final String name;
    private final Discipline discipline;
    private final long number;
    private int active;
    /** In which look at all items one of this queue was last seen. */
    long seenAt;

    ExploredQueue(WorkLine line, String name, Discipline discipline) {
        this.number = Mix.name(name);
        this.line = line;
        this.name = name;
        this.discipline = discipline;
    }

    String name() {
        return name;
    }

    /** Returns a hash of the name. */
    public long number() {
        return number;
    }

    /** Returns which order the queue guarantees. */
    public Discipline discipline() {
        return discipline;
    }

    boolean isFull() {
        return active >= discipline.active();
    }

    int active() {
        return active;
    }

    void itemBegins() {
        active++;
    }

    void itemEnds() {
        active--;
    }

    @Override
    public boolean queue(Work work) {
        if (!work.claim()) {
            return false;
        }
        line.add(work, this);
        return true;
    }

    @Override
    public boolean cancel(Work work) {
        if (!work.isQueued()) {
            return false;
        }
        work.release();
        line.remove(work);
        return true;
    }

    @Override
    public void drain(Runnable then) {
        line.drain(then);
    }

    @Override
    public String toString() {
        return name + " queue";
    }
}
