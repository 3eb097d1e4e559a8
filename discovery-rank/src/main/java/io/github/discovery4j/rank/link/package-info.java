/**
 * Models that say whom a person might be tied to: from who is tied to whom, and from what people like.
 *
 * <p>{@link io.github.discovery4j.rank.link.LinkModels} has them all. They are small, and they are the measure for larger
 * ones: a model that does not beat their sum on hidden ties has learned nothing that counting does not know.
 *
 * <p><b>Dependencies:</b> core. <b>Threads:</b> models are immutable and safe.
 */
@NullMarked
package io.github.discovery4j.rank.link;

import org.jspecify.annotations.NullMarked;
