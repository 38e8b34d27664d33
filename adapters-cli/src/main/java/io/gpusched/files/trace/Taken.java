package io.gpusched.files.trace;

/** The result of handing an event to {@link JobAssembly}. */
enum Taken {
    /** A job or a mark knows more now. */
    USED,
    /** It has nothing to do with jobs. */
    OF_NO_USE,
    /** The job has had that event already. */
    REPEATED,
    /** It says of its job what cannot be, after what another event said. */
    CONTRADICTED
}
