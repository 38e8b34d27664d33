package io.gpusched.testkit.contract;

/** A writer that is moved by hand keeps the promises of every writer. */
class ManualWorkTest implements WorkQueueContract, DelayedWorkContract, TimersContract, ClockContract, MailboxContract {
    @Override
    public WriterRig newRig() {
        return new ManualRig();
    }
}
