/**
 * What each step of a request did, in numbers: what a newcomer wants to know of a chain, and an operator of its settings.
 *
 * <p>Reading order: {@link io.github.discovery4j.examples.chain.Choice} keeps what a diversifier was given and chose; {@link
 * io.github.discovery4j.examples.chain.ChainEffects} is measured by that and the request's trace, and adds requests up; {@link
 * io.github.discovery4j.examples.chain.EffectText} and {@link io.github.discovery4j.examples.chain.EffectJson} write it down.
 * Nothing here names a person: all are counts, shares and means.
 *
 * <p>Depends on core, on rank's measures of parity and on the code of explain's general phrase. Values are immutable.
 */
@NullMarked
package io.github.discovery4j.examples.chain;

import org.jspecify.annotations.NullMarked;
