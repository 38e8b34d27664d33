package io.gpusched.backend.process;

import io.gpusched.application.port.Completion;
import io.gpusched.domain.fence.Errno;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A process from its start to its end. The writer starts and kills it; a virtual thread of its own waits for it. */
final class RunningProcess {
    private static final int NOT_STARTED = -1;
    private static final int MOST_ERRNO = 4_095;

    private final long job;
    private final OutputTail output;
    private final Completion completion;
    private final Consumer<ProcessEnd> ended;
    private @Nullable Process process;
    private @Nullable Errno killedWith;

    RunningProcess(long job, int outputBytes, Completion completion, Consumer<ProcessEnd> ended) {
        this.job = job;
        this.output = new OutputTail(outputBytes);
        this.completion = completion;
        this.ended = ended;
    }

    /** Starts it; returns at once. */
    void start(List<String> shell, Command command) {
        List<String> words = new ArrayList<>(shell);
        words.add(command.line());
        Thread.ofVirtual().name("process of job " + job).start(() -> live(words));
    }

    private void live(List<String> words) {
        try {
            Process started =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            if (begun(started)) {
                destroy(started);
            }
            started.getOutputStream().close();
            output.readAll(started.getInputStream());
            end(started.waitFor());
        } catch (IOException | InterruptedException failure) {
            // The output of a process that was killed may break off.
            end(new ProcessEnd(job, NOT_STARTED, error(NOT_STARTED), String.valueOf(failure.getMessage()), 0));
        }
    }

    /** Notes that the process is there; tells whether somebody wanted it to be killed before it was. */
    private synchronized boolean begun(Process started) {
        process = started;
        return killedWith != null;
    }

    /** Kills it, and everything that it has started. It ends with this error, as soon as it is gone. */
    void kill(Errno error) {
        Process alive;
        synchronized (this) {
            if (killedWith != null) {
                return;
            }
            killedWith = error;
            alive = process;
        }
        if (alive != null) {
            destroy(alive);
        }
    }

    private static void destroy(Process alive) {
        // Children first: without their parent they would be nobody's.
        alive.descendants().forEach(ProcessHandle::destroyForcibly);
        alive.destroyForcibly();
    }

    private void end(int status) {
        Errno error = error(status);
        end(new ProcessEnd(job, status, error, output.text(), output.left()));
    }

    private synchronized @Nullable Errno error(int status) {
        if (killedWith != null) {
            return killedWith;
        }
        if (status == NOT_STARTED) {
            return Errno.EIO;
        }
        return status == 0 ? null : new Errno(Math.clamp(status, 1, MOST_ERRNO));
    }

    private void end(ProcessEnd end) {
        if (end.error() == null) {
            completion.complete();
        } else {
            completion.fail(end.error(), new ProcessFailed(end));
        }
        ended.accept(end);
    }
}
