package io.github.discovery4j.core.job;

/** Ends a run that was told to stop; its checkpoint stays. */
public final class JobStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    JobStoppedException(String why) {
        super("the run was told to stop: " + why + "; let this through, the job goes on from its checkpoint");
    }
}
