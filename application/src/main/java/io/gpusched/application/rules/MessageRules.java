package io.gpusched.application.rules;

import io.gpusched.application.port.Message;
import io.gpusched.application.rules.history.HistoryRules;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.scheduling.QueuedWork;
import io.gpusched.domain.sched.Job;
import org.jspecify.annotations.Nullable;

/** The steps that drivers put on the work queue of a scheduler. */
final class MessageRules extends Subject {
    static final Rule NOT_PAUSED = new Rule(
            "messages.not-paused",
            "no message is processed while submission is paused",
            "drm_sched_wqueue_stop(), sched_main.c");
    static final Rule ALL = new Rule(
            "messages.all",
            "every message that was sent is processed, unless submission is paused",
            "xe_sched_add_msg(), drivers/gpu/drm/xe/xe_gpu_scheduler.c");
    static final Rule PROCESSED = new Rule(
            "messages.processed",
            "a message is processed when it is its turn, once",
            "xe_sched_process_msg_work(), drivers/gpu/drm/xe/xe_gpu_scheduler.c");

    static final Rule IN_ORDER = HistoryRules.MESSAGES_IN_ORDER;

    MessageRules() {
        super(NOT_PAUSED, ALL, PROCESSED, IN_ORDER);
    }

    @Override
    void messageProcessed(Expected expected, ExpectedScheduler scheduler, Message message) {
        requireProcessed(expected);
        if (!message.equals(scheduler.messages.peek())) {
            expected.violated(IN_ORDER, message + " on " + scheduler + " is not the oldest one");
        }
        if (scheduler.paused) {
            expected.violated(NOT_PAUSED, message + " on " + scheduler);
        }
    }

    @Override
    void messageRuns(Expected expected, Message message) {
        if (expected.toProcess != message) {
            expected.violated(PROCESSED, message + " out of its turn");
        }
    }

    @Override
    void freed(Expected expected, ExpectedJob job, boolean charged) {
        requireProcessed(expected);
    }

    @Override
    void cancelled(Expected expected, Job job, @Nullable ExpectedJob known) {
        requireProcessed(expected);
    }

    @Override
    void check(Expected expected) {
        requireProcessed(expected);
    }

    private static void requireProcessed(Expected expected) {
        Message unprocessed = expected.toProcess;
        if (unprocessed != null) {
            expected.violated(PROCESSED, unprocessed + " was not");
        }
    }

    @Override
    void checkQuiet(Expected expected, ExpectedScheduler scheduler, QueuedWork queued) {
        if (!scheduler.messages.isEmpty() && !scheduler.scheduler.isPaused()) {
            expected.violated(ALL, scheduler + " has " + scheduler.messages.size() + " left");
        }
    }
}
