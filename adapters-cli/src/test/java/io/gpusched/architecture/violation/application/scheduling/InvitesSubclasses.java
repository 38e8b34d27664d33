package io.gpusched.architecture.violation.application.scheduling;

/** A class of the core that anybody may change. */
public class InvitesSubclasses {}
