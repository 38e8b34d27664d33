package io.gpusched.application.rules;

import io.gpusched.application.port.Message;
import io.gpusched.application.rules.history.HistoryRules;
import io.gpusched.application.rules.violation.Rule;
import io.gpusched.application.rules.violation.Violations;
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

    MessageRules(Expected expected, Violations violations) {
        super(expected, violations, NOT_PAUSED, ALL, PROCESSED);
    }

    @Override
    void messageProcessed(ExpectedScheduler scheduler, Message message) {
        requireProcessed();
        if (!message.equals(scheduler.messages.peek())) {
            violations.add(HistoryRules.MESSAGES_IN_ORDER, message + " on " + scheduler + " is not the oldest one");
        }
        if (scheduler.paused) {
            violations.add(NOT_PAUSED, message + " on " + scheduler);
        }
    }

    @Override
    void messageRuns(Message message) {
        if (expected.toProcess != message) {
            violations.add(PROCESSED, message + " out of its turn");
        }
    }

    @Override
    void freed(ExpectedJob job, boolean charged) {
        requireProcessed();
    }

    @Override
    void cancelled(Job job, @Nullable ExpectedJob known) {
        requireProcessed();
    }

    @Override
    void check() {
        requireProcessed();
    }

    private void requireProcessed() {
        Message unprocessed = expected.toProcess;
        if (unprocessed != null) {
            violations.add(PROCESSED, unprocessed + " was not");
        }
    }

    @Override
    void checkQuiet(ExpectedScheduler scheduler, QueuedWork queued) {
        if (!scheduler.messages.isEmpty() && !scheduler.scheduler.isPaused()) {
            violations.add(ALL, scheduler + " has " + scheduler.messages.size() + " left");
        }
    }
}
