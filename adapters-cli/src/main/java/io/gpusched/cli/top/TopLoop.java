package io.gpusched.cli.top;

import io.gpusched.cli.terminal.FullScreen;
import io.gpusched.domain.order.Priority;
import io.gpusched.views.text.Screen;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Shows a live run until it is over or somebody has seen enough: draws it several times a second and does what keys say. It has no clock:
 * waiting for a key, or for the run, is what takes time.
 */
public final class TopLoop {
    private static final long REFRESH_MILLIS = 250;
    private static final long SECOND = 1_000_000_000;
    private final Steered run;
    private final String title;
    private final Deque<Snapshot> seen = new ArrayDeque<>();
    private int selected;
    private boolean paused;

    /**
     * Makes the loop of a run.
     *
     * @param title what is running, in words
     */
    public TopLoop(Steered run, String title) {
        this.run = run;
        this.title = title;
    }

    /**
     * Shows the run on a terminal, in place.
     *
     * @param colour whether colours may be used
     */
    public void on(FullScreen terminal, boolean colour) {
        Optional<TopView> view = look();
        while (view.isPresent()) {
            terminal.draw(view.get().lines(new Screen(terminal.columns(), colour, false), terminal.rows()));
            KeyPress key = KeyPress.read(terminal, REFRESH_MILLIS);
            if (key == KeyPress.QUIT) {
                return;
            }
            obey(key, view.get().now());
            view = look();
        }
    }

    /** Writes a line for each second of the run, until it is over. */
    public void into(Consumer<String> lines) {
        while (!run.awaitEnd(SECOND)) {
            look().ifPresent(view -> lines.accept(view.line()));
        }
    }

    private Optional<TopView> look() {
        return run.snapshot().map(now -> {
            seen.addLast(now);
            dropOld(now);
            return new TopView(title, now, seen.getFirst(), selected, paused);
        });
    }

    /** What stays first is the youngest that is at least a second old. */
    private void dropOld(Snapshot now) {
        Snapshot first = seen.removeFirst();
        while (seen.size() > 1 && now.nanos() - seen.getFirst().nanos() >= SECOND) {
            first = seen.removeFirst();
        }
        seen.addFirst(first);
    }

    private void obey(KeyPress key, Snapshot now) {
        switch (key) {
            case PAUSE -> {
                paused = !paused;
                if (paused) {
                    run.pause();
                } else {
                    run.resume();
                }
            }
            case UP -> selected = Math.max(selected - 1, 0);
            case DOWN ->
                selected = Math.min(selected + 1, Math.max(now.entities().size() - 1, 0));
            case RAISE -> changePriority(now, -1);
            case LOWER -> changePriority(now, 1);
            case QUIT, NONE -> {}
        }
    }

    private void changePriority(Snapshot now, int levels) {
        if (now.entities().isEmpty()) {
            return;
        }
        Priority[] all = Priority.values();
        int level = now.entities().get(selected).priority().level() + levels;
        run.setPriority(selected, all[Math.clamp(level, 0, all.length - 1)]);
    }
}
