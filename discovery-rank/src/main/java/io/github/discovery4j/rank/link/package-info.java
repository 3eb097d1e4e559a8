/**
 * Models that say whom a person might be tied to: from who is tied to whom, and from what people like.
 *
 * <p>Reading order: {@link io.github.discovery4j.rank.link.PeopleModel} is what a model can do, for people known and new;
 * {@link io.github.discovery4j.rank.link.JointPeopleTrainer} learns a {@link io.github.discovery4j.rank.link.JointPeopleModel}
 * from ties and likes; {@link io.github.discovery4j.rank.link.PeopleFinder} puts one behind people's consent, with the help of
 * a {@link io.github.discovery4j.rank.link.PersonHistory}; {@link io.github.discovery4j.rank.link.PeopleSource} and {@link
 * io.github.discovery4j.rank.link.PeopleFeatures} bring it into an engine; {@link
 * io.github.discovery4j.rank.link.PeopleArtefacts} saves and loads it.
 *
 * <p>{@link io.github.discovery4j.rank.link.LinkModels} has small models that only count, and all of them for an evaluation.
 * The small ones are the measure for larger ones: a model that does not beat their sum on hidden ties has learned nothing that
 * counting does not know.
 *
 * <p><b>Dependencies:</b> core, netlib. <b>Threads:</b> models are immutable and safe; trainers use one.
 */
@NullMarked
package io.github.discovery4j.rank.link;

import org.jspecify.annotations.NullMarked;
