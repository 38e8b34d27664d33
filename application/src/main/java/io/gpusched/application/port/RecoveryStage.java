package io.gpusched.application.port;

/**
 * How far a recovery has come on one ring.
 *
 * @param rung what the driver does
 * @param progress whether that has begun or is over. A device that is {@linkplain Rung#DEVICE_GONE gone} and {@linkplain
 *     Progress#SUCCEEDED succeeds} is back
 */
public record RecoveryStage(Rung rung, Progress progress) {
    /** How far a step has come. */
    public enum Progress {
        /** It has begun. */
        BEGUN,
        /** It is over, and the ring works again. */
        SUCCEEDED,
        /** It is over, and was of no use. */
        FAILED
    }
}
