package io.gpusched.adapters.executor;

import io.gpusched.testkit.contract.ClockContract;
import io.gpusched.testkit.contract.DelayedWorkContract;
import io.gpusched.testkit.contract.LiveWriterContract;
import io.gpusched.testkit.contract.MailboxContract;
import io.gpusched.testkit.contract.TimersContract;
import io.gpusched.testkit.contract.WorkQueueContract;

/** All that a live writer promises. */
public interface LiveContracts
        extends WorkQueueContract,
                DelayedWorkContract,
                TimersContract,
                ClockContract,
                MailboxContract,
                LiveWriterContract {
    @Override
    LiveTestRig newRig();
}
