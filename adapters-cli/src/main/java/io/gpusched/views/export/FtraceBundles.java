package io.gpusched.views.export;

import io.gpusched.files.trace.SchedulerTracepoint;
import io.gpusched.files.trace.SchedulerTracepoint.FenceId;
import io.gpusched.files.trace.SchedulerTracepoint.Task;
import io.gpusched.files.trace.SchedulerTracepoints;
import java.util.List;
import java.util.function.Consumer;

/**
 * The kernel's tracepoints in Perfetto's own form, from which it draws tracks of its own for the rings. It tells rings apart by their names
 * only, so those of several devices have the device's name in front.
 */
final class FtraceBundles implements Consumer<SchedulerTracepoint> {
    private static final int LONG_ENOUGH = 1 << 15;
    private static final int PACKET_FTRACE_EVENTS = 1;
    private static final int PACKET_PROCESS_TREE = 2;
    private static final int TREE_PROCESS = 1;
    private static final int PROCESS_PID = 1;
    private static final int PROCESS_COMMAND = 3;
    private static final int BUNDLE_CPU = 1;
    private static final int BUNDLE_EVENT = 2;
    private static final int EVENT_TIMESTAMP = 1;
    private static final int EVENT_PID = 2;
    private static final int EVENT_ADD_DEP = 591;
    private static final int EVENT_DONE = 592;
    private static final int EVENT_QUEUE = 593;
    private static final int EVENT_RUN = 594;
    private static final int EVENT_UNSCHEDULABLE = 595;
    private final PerfettoPackets packets;
    private ProtoMessage bundle = new ProtoMessage();

    FtraceBundles(PerfettoPackets packets) {
        this.packets = packets;
    }

    /** Names tasks. */
    void name(List<Task> tasks) {
        ProtoMessage tree = new ProtoMessage();
        tasks.forEach(each -> tree.message(
                TREE_PROCESS, new ProtoMessage().number(PROCESS_PID, each.pid()).text(PROCESS_COMMAND, each.name())));
        packets.write(new ProtoMessage().message(PACKET_PROCESS_TREE, tree));
    }

    @Override
    public void accept(SchedulerTracepoint event) {
        ProtoMessage message = new ProtoMessage()
                .number(EVENT_TIMESTAMP, event.nanos())
                .number(EVENT_PID, event.task().pid());
        switch (event) {
            case SchedulerTracepoint.Counted e -> message.message(e.isRun() ? EVENT_RUN : EVENT_QUEUE, counted(e));
            case SchedulerTracepoint.Done e -> message.message(EVENT_DONE, fences(e.fence()));
            case SchedulerTracepoint.Dependency e ->
                message.message(e.isWait() ? EVENT_UNSCHEDULABLE : EVENT_ADD_DEP, fences(e.fence(), e.on()));
        }
        bundle.message(BUNDLE_EVENT, message);
        if (bundle.size() > LONG_ENOUGH) {
            flush();
        }
    }

    private static ProtoMessage counted(SchedulerTracepoint.Counted event) {
        String ring = event.device().equals(SchedulerTracepoints.DEVICE)
                ? event.ring()
                : event.device() + ": " + event.ring();
        return new ProtoMessage()
                .text(1, ring)
                .number(2, event.jobCount())
                .number(3, event.hardwareJobCount())
                .text(4, event.device())
                .number(5, event.fence().context())
                .number(6, event.fence().seqno())
                .number(7, event.clientId());
    }

    /** The fields of fences are numbered from 1: context and seqno of each. */
    private static ProtoMessage fences(FenceId... fences) {
        ProtoMessage message = new ProtoMessage();
        int field = 0;
        for (FenceId each : fences) {
            message.number(++field, each.context()).number(++field, each.seqno());
        }
        return message;
    }

    /** Writes what was kept so far. */
    void flush() {
        if (bundle.size() > 0) {
            packets.write(new ProtoMessage().message(PACKET_FTRACE_EVENTS, bundle.number(BUNDLE_CPU, 0)));
            bundle = new ProtoMessage();
        }
    }
}
