package io.gpusched.files.trace;

/** What was made of an event. */
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
