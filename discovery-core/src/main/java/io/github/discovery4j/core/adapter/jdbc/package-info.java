/**
 * Keeps what the engine knows in a database: embedded SQLite by default, PostgreSQL in production, the same code on both.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.adapter.jdbc.Database} is the way to either;
 * {@link io.github.discovery4j.core.adapter.jdbc.JdbcFeatureStore} keeps features in it,
 * {@link io.github.discovery4j.core.adapter.jdbc.JdbcEventLog} what people did,
 * {@link io.github.discovery4j.core.adapter.jdbc.JdbcDeadLetterStore} what was not accepted, and
 * {@link io.github.discovery4j.core.adapter.jdbc.JdbcConsentLedger} people's choices;
 * {@link io.github.discovery4j.core.adapter.jdbc.JdbcTombstones} and
 * {@link io.github.discovery4j.core.adapter.jdbc.JdbcErasureJournal} keep erasures, and what is not followed yet, and
 * {@link io.github.discovery4j.core.adapter.jdbc.JdbcReportQueue} reports about people. Tables are made by the scripts under
 * {@code META-INF/discovery/db}.
 *
 * <p><b>Dependencies:</b> feature, signal, privacy, safety; {@code java.sql}, and optionally a driver and Flyway. <b>Threads:</b>
 * safe.
 */
@NullMarked
package io.github.discovery4j.core.adapter.jdbc;

import org.jspecify.annotations.NullMarked;
