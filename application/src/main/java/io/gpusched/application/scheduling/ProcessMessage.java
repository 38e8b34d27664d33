package io.gpusched.application.scheduling;

import io.gpusched.application.port.Message;
import io.gpusched.application.port.Work;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Processes the driver's messages in the order in which they were sent, one a turn.
 *
 * @kernel drm_sched_process_msg_work()
 */
final class ProcessMessage extends Work {
    private final SchedulerWork work;
    private final Queue<Message> messages = new ArrayDeque<>();

    ProcessMessage(SchedulerWork work) {
        this.work = work;
    }

    void add(Message message) {
        messages.add(message);
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    @Override
    public void run() {
        Message next = messages.poll();
        if (next != null) {
            work.tracepoints().messageProcessed(work.scheduler(), next);
            next.process();
            work.queueMessages();
        }
    }

    @Override
    public String toString() {
        return "message work of " + work.scheduler();
    }
}
