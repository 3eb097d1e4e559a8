/**
 * What a person allows, as every stage that reads a signal asks it.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.consent.ConsentView} is asked at every read;
 * {@link io.github.discovery4j.core.consent.ConsentLedger} is where choices are made;
 * {@link io.github.discovery4j.core.consent.PersonalDataHolder} is what everyone implements who keeps something about a
 * person; {@link io.github.discovery4j.core.consent.InMemoryConsentLedger} is a ledger for one process, and a durable one is
 * in {@code core.adapter.jdbc}.
 *
 * <p><b>Dependencies:</b> model. <b>Threads:</b> implementations are safe, and a change is seen by every read that
 * starts after the changing call returned.
 */
@NullMarked
package io.github.discovery4j.core.consent;

import org.jspecify.annotations.NullMarked;
