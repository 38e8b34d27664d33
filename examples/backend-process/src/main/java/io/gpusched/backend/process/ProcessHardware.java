package io.gpusched.backend.process;

import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A pool of processes: each job is a command line, and ends when its process does. The exit status is the job's error. A job that times out or is
 * cancelled is killed with all processes that it has started, and ends when they are gone.
 *
 * <p>The methods of the port are called on the writer and return at once: a virtual thread starts each process and waits for it.
 */
public final class ProcessHardware implements Hardware {
    private final List<String> shell;
    private final int outputBytes;
    private final Function<Object, Command> commands;
    private final Consumer<ProcessEnd> ended;
    private final Map<HardwareJob, RunningProcess> running = new LinkedHashMap<>();

    /**
     * Makes a pool without processes. Payloads are {@link Command}s.
     *
     * @param shell the program that runs a command line, and its arguments before it
     * @param outputBytes how much of the output of a process is kept, not negative
     * @param ended told of each process that has ended, on a thread of its own
     */
    public ProcessHardware(List<String> shell, int outputBytes, Consumer<ProcessEnd> ended) {
        this(shell, outputBytes, Command.class::cast, ended);
    }

    ProcessHardware(
            List<String> shell, int outputBytes, Function<Object, Command> commands, Consumer<ProcessEnd> ended) {
        this.shell = List.copyOf(shell);
        this.outputBytes = outputBytes;
        this.commands = commands;
        this.ended = ended;
    }

    @Override
    public boolean overlaps() {
        return true;
    }

    @Override
    public Hardware forDevice() {
        return new ProcessHardware(shell, outputBytes, commands, ended);
    }

    @Override
    public Launch run(HardwareJob job, Completion completion) {
        if (job.error() != null) {
            return Launch.Accepted.NOTHING;
        }
        Command command = commands.apply(job.payload());
        if (command.line().isBlank()) {
            return new Launch.Refused(Errno.EINVAL);
        }
        RunningProcess process = new RunningProcess(job.id(), outputBytes, completion, ended);
        running.put(job, process);
        process.start(shell, command);
        return Launch.Accepted.RUNNING;
    }

    @Override
    public Verdict timedOut(HardwareJob job, Recovery recovery) {
        kill(job, Errno.ETIMEDOUT);
        return Verdict.KILLED;
    }

    @Override
    public void cancel(HardwareJob job) {
        kill(job, Errno.ECANCELED);
    }

    private void kill(HardwareJob job, Errno error) {
        RunningProcess process = running.get(job);
        if (process != null) {
            process.kill(error);
        }
    }

    /** {@inheritDoc} At a teardown a process may still be dying; it does so alone. */
    @Override
    public void free(HardwareJob job) {
        running.remove(job);
    }

    /** Returns how many processes have jobs that were not freed. Called on the writer. */
    public int held() {
        return running.size();
    }
}
