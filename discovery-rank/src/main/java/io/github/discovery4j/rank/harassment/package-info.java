/**
 * How likely a text is to harass, and how likely an account is to.
 *
 * <p>Reading order: {@link io.github.discovery4j.rank.harassment.ToxicityModel} judges a text,
 * {@link io.github.discovery4j.rank.harassment.ToxicityTrainer} makes it from
 * {@link io.github.discovery4j.rank.harassment.LabelledText}s, {@link io.github.discovery4j.rank.harassment.PrecisionRecall}
 * measures it and {@link io.github.discovery4j.rank.harassment.ToxicityArtefacts} keeps it;
 * {@link io.github.discovery4j.rank.harassment.HarassmentFormula} makes one score of what is known of an account, and
 * {@link io.github.discovery4j.rank.harassment.AccountScores} collects that and answers guardrails.
 *
 * <p><b>Dependencies:</b> core; Tribuo for training alone. <b>Threads:</b> safe.
 */
@NullMarked
package io.github.discovery4j.rank.harassment;

import org.jspecify.annotations.NullMarked;
