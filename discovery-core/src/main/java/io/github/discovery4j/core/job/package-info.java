/**
 * Work that is done again and again beside the requests: re-encoding, training, clean-up.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.job.Job} is the work, {@link io.github.discovery4j.core.job.Cadence}
 * when it is due; {@link io.github.discovery4j.core.job.JobRun} is what a run may ask and where it leaves checkpoints;
 * {@link io.github.discovery4j.core.job.JobRunner} runs jobs one at a time each, for a host with a scheduler of its own;
 * {@link io.github.discovery4j.core.job.JobScheduler} is one for hosts without;
 * {@link io.github.discovery4j.core.job.JobStore} remembers across restarts, and
 * {@link io.github.discovery4j.core.job.JobStatus} says how things stand.
 *
 * <p><b>Dependencies:</b> observe, data (whole files), and below. <b>Threads:</b> runner, scheduler and stores are safe; a
 * job's run belongs to one thread.
 */
@NullMarked
package io.github.discovery4j.core.job;

import org.jspecify.annotations.NullMarked;
