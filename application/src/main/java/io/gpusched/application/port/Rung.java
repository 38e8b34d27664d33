package io.gpusched.application.port;

/** What a driver may do about a hang, from the least to the most. */
public enum Rung {
    /** Ends the job that hangs; the ring goes on with the next. @kernel amdgpu_ring_soft_recovery() */
    CANCEL_JOB,
    /** Resets the ring that hangs. @kernel amdgpu_ring_reset(), etnaviv_sched_timedout_job() */
    RESET_RING,
    /** Resets the device, and so all rings of the domain. @kernel amdgpu_device_gpu_recover(), v3d_gpu_reset_for_timeout() */
    RESET_DEVICE,
    /** Gives the device up: every job ends with ENODEV. @kernel xe_device_declare_wedged(), drm_dev_wedged_event() */
    DEVICE_GONE
}
