/**
 * Who and what is here now: entries that leave by themselves, topics that follow what is said.
 *
 * <p>Reading order: {@link io.github.discovery4j.index.live.LiveIndex} puts both over any other index.
 *
 * <p><b>Dependencies:</b> index.vector; core's model and consent. <b>Threads:</b> safe; searches do not wait for writes, except
 * after a change of consent where topics roll.
 */
@NullMarked
package io.github.discovery4j.index.live;

import org.jspecify.annotations.NullMarked;
