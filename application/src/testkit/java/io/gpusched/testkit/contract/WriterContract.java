package io.gpusched.testkit.contract;

import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Work;

/** What the contracts of all parts of a writer have in common: the writer. */
public interface WriterContract {
    /** Makes a writer that has nothing to do yet. */
    WriterRig newRig();

    /** Returns a queue of the writer. */
    static OrderedWorkQueue queueOf(WriterRig rig) {
        return rig.writer().ordered("submit");
    }

    /** Makes a timer that is not armed. */
    static Timer timerOf(WriterRig rig, Runnable action) {
        return rig.writer().timers().timer(action);
    }

    /** Makes a work item. */
    static Work item(Runnable action) {
        return new Work() {
            @Override
            public void run() {
                action.run();
            }
        };
    }
}
