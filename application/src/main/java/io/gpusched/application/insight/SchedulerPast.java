package io.gpusched.application.insight;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.Place;
import io.gpusched.application.insight.WaitPart.Winner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The past of a scheduler: what it had on its hardware, and when it was paused. From that follows what stood in the way of a job that could have been selected.
 */
final class SchedulerPast {
    private final int limit;
    private final RingPast ring;
    private final Supplier<Stream<WaitingJob>> heads;
    private final List<Change> changes = new ArrayList<>();
    private final List<WaitingJob> runs = new ArrayList<>();
    private final List<Winner> winners = new ArrayList<>();
    private long inFlight;
    private @Nullable Pause pause;

    /** A pause of submission. Whether it is part of a reset shows when a job is given to the hardware again. */
    private static final class Pause {
        private boolean reset;
        private @Nullable Long culprit;
    }

    /** How things were from a moment on. */
    private record Change(
            Moment at, long inFlight, int runs, @Nullable Pause pause) {}

    /**
     * Makes the past of a scheduler whose history begins now.
     *
     * @param limit its credit limit
     * @param heads finds the jobs that are, or were, first in the queues of their entities
     */
    SchedulerPast(int limit, RingPast ring, Supplier<Stream<WaitingJob>> heads) {
        this.limit = limit;
        this.ring = ring;
        this.heads = heads;
    }

    RingPast ring() {
        return ring;
    }

    void run(WaitingJob job, Event.JobRun event, Moment now) {
        inFlight += event.jobCredits();
        runs.add(job);
        winners.add(new Winner(event.job(), event.entity(), event.place()));
        changed(now);
    }

    void done(Stay stay, Moment now) {
        inFlight -= stay.credits();
        stay.end(now);
        ring.leave(stay, now.nanos());
        changed(now);
    }

    void pause(Moment now) {
        pause = pause == null ? new Pause() : pause;
        changed(now);
    }

    void resume(Moment now) {
        pause = null;
        changed(now);
    }

    /** Records that a job was given to the hardware again: all that was on the ring is lost, the first time in a reset. */
    void repeat(Stay stay, boolean running, @Nullable Long culprit, Moment now) {
        if (pause == null || !pause.reset) {
            ring.clear(culprit, now.nanos());
        }
        if (pause != null) {
            pause.reset = true;
            pause.culprit = culprit;
        }
        if (running) {
            ring.enter(stay, now.nanos());
        }
    }

    /** Notes that a step of a recovery has stopped the ring: all that was on it is lost. */
    void recover(@Nullable Long culprit, Moment now) {
        if (pause != null && !pause.reset) {
            ring.clear(culprit, now.nanos());
            pause.reset = true;
            pause.culprit = culprit;
        }
    }

    private void changed(Moment now) {
        changes.add(new Change(now, inFlight, runs.size(), pause));
    }

    /**
     * Cuts the time in which a job was first of its entity and waited for no fence.
     *
     * @param place where its entity stood, or null
     * @param cut where the parts go
     */
    void addContention(WaitingJob job, @Nullable Place place, Moment from, Moment to, List<WaitPart> cut) {
        if (to.nanos() > from.nanos()) {
            new Contention(job, place, from).cut(to, cut);
        }
    }

    /** Returns the last change that is not after a moment; -1 if there is none. */
    private int changeAt(Moment then) {
        int low = 0;
        int high = changes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (changes.get(middle).at().isAfter(then)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low - 1;
    }

    /** One job against the others. */
    private final class Contention {
        private final WaitingJob job;
        private final @Nullable Place place;
        private final Moment from;
        private int index;
        private int winner;
        private int lostFrom;
        private @Nullable WaitPart open;

        Contention(WaitingJob job, @Nullable Place place, Moment from) {
            this.job = job;
            this.place = place;
            this.from = from;
            this.index = changeAt(from);
            this.winner = index < 0 ? 0 : changes.get(index).runs();
        }

        void cut(Moment to, List<WaitPart> cut) {
            long nanos = from.nanos();
            while (nanos < to.nanos()) {
                boolean isLast = index + 1 == changes.size()
                        || !to.isAfter(changes.get(index + 1).at());
                long next = isLast ? to.nanos() : changes.get(index + 1).at().nanos();
                if (next > nanos) {
                    WaitPart part = part(nanos, next);
                    WaitPart joined = open == null ? null : joined(open, part);
                    if (open != null && joined == null) {
                        cut.add(open);
                    }
                    open = joined == null ? part : joined;
                    nanos = next;
                }
                index++;
            }
            if (open != null) {
                cut.add(open);
            }
        }

        private WaitPart part(long begin, long end) {
            if (index < 0) {
                return new WaitPart.Worker(begin, end);
            }
            Change change = changes.get(index);
            if (change.pause() != null) {
                return change.pause().reset
                        ? new WaitPart.Reset(begin, end, change.pause().culprit)
                        : new WaitPart.Paused(begin, end);
            }
            return change.inFlight() == 0 ? new WaitPart.Worker(begin, end) : full(change, begin, end);
        }

        private WaitPart full(Change change, long begin, long end) {
            long free = limit - change.inFlight();
            if (free >= Math.min(job.credits(), limit)) {
                WaitingJob first = largerInLine(change, free, begin);
                return first == null
                        ? new WaitPart.Worker(begin, end)
                        : new WaitPart.Credits(begin, end, holders(change), first.id());
            }
            return hasLost(change)
                    ? new WaitPart.LostTo(begin, end, place, new Slice<>(winners, lostFrom, change.runs()))
                    : new WaitPart.Credits(begin, end, holders(change), job.id());
        }

        /** Tells whether a run since the job could have been selected is in flight. What is not any more never is again. */
        private boolean hasLost(Change change) {
            while (winner < change.runs() && !isInFlight(winner, change)) {
                winner++;
            }
            if (!(open instanceof WaitPart.LostTo)) {
                lostFrom = winner;
            }
            return winner < change.runs();
        }

        private boolean isInFlight(int run, Change change) {
            Stay stay = runs.get(run).stay();
            return stay != null && stay.covers(change.at());
        }

        private List<Long> holders(Change change) {
            List<Long> holders = new ArrayList<>();
            long credits = 0;
            for (int i = change.runs() - 1; i >= 0 && credits < change.inFlight(); i--) {
                if (isInFlight(i, change)) {
                    WaitingJob holder = runs.get(i);
                    credits += holder.stay() == null ? 0 : holder.stay().credits();
                    holders.addFirst(holder.id());
                }
            }
            return List.copyOf(holders);
        }

        /** Returns the job in line that nobody may overtake and that did not fit; null if there was none. */
        private @Nullable WaitingJob largerInLine(Change change, long free, long nanos) {
            return Stream.concat(runs.subList(change.runs(), runs.size()).stream(), heads.get())
                    .filter(each -> each != job && Math.min(each.credits(), limit) > free)
                    .filter(each -> each.wasInLineAfter(nanos))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Returns one part in place of two neighbours that say the same, or null. */
    private static @Nullable WaitPart joined(WaitPart a, WaitPart b) {
        long from = a.fromNanos();
        long to = b.toNanos();
        return switch (a) {
            case WaitPart.LostTo lost
            when b instanceof WaitPart.LostTo more -> new WaitPart.LostTo(from, to, lost.place(), more.winners());
            case WaitPart.Credits one
            when b instanceof WaitPart.Credits other
                    && one.first() == other.first()
                    && one.holders().equals(other.holders()) ->
                new WaitPart.Credits(from, to, one.holders(), one.first());
            case WaitPart.Paused paused when b instanceof WaitPart.Paused -> new WaitPart.Paused(from, to);
            case WaitPart.Worker worker when b instanceof WaitPart.Worker -> new WaitPart.Worker(from, to);
            default -> null;
        };
    }
}
