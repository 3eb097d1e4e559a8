/**
 * What people can ask of whoever keeps something about them: audit, export, removal, erasure; and how it is kept safe.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.privacy.Privacy} reaches every holder;
 * {@link io.github.discovery4j.core.privacy.ErasureJournal} keeps an erasure from being forgotten half-way;
 * {@link io.github.discovery4j.core.privacy.KeyRing} is where a host's secret keys come from, and
 * {@link io.github.discovery4j.core.privacy.PersonalDataCodec} encrypts with them.
 *
 * <p><b>Dependencies:</b> consent; holders are reached only through
 * {@link io.github.discovery4j.core.consent.PersonalDataHolder}. <b>Threads:</b> safe.
 */
@NullMarked
package io.github.discovery4j.core.privacy;

import org.jspecify.annotations.NullMarked;
