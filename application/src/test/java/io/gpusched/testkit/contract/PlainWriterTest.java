package io.gpusched.testkit.contract;

/** The plainest writer keeps all promises; otherwise breaking it would prove nothing. */
class PlainWriterTest
        implements WorkQueueContract,
                DelayedWorkContract,
                TimersContract,
                ClockContract,
                MailboxContract,
                LiveWriterContract,
                RejectionContract {
    @Override
    public PlainRig newRig() {
        return new PlainRig(new PlainWriter());
    }
}
