/**
 * What keeps people from harm, as far as several rooms share it: reports that moderators decide, and how likely an account
 * is to harass.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.safety.ReportQueue} takes reports in and gives them to moderators;
 * {@link io.github.discovery4j.core.safety.Report} is one of them and
 * {@link io.github.discovery4j.core.safety.ReportDecision} what a moderator said;
 * {@link io.github.discovery4j.core.safety.HarassmentScores} is what guardrails ask.
 *
 * <p>Records of safety protect others; they are no signal to recommend by. They hold whatever the people that they are about
 * have switched off, and no column of a ranker and no reason is made of them.
 *
 * <p><b>Dependencies:</b> model, consent. <b>Threads:</b> safe.
 */
@NullMarked
package io.github.discovery4j.core.safety;

import org.jspecify.annotations.NullMarked;
