/**
 * Durable stores over JDBC: embedded in SQLite, or in a host's PostgreSQL, by the same code.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.adapter.jdbc.EventDatabase} says where events are kept and what holds
 * when the process or the power dies; {@link io.github.discovery4j.core.adapter.jdbc.JdbcEventLog} and
 * {@link io.github.discovery4j.core.adapter.jdbc.JdbcDeadLetterStore} keep them.
 *
 * <p><b>Dependencies:</b> any room of core; {@code java.sql}, Flyway and a driver, which the host declares:
 * {@code org.flywaydb:flyway-core} with {@code org.xerial:sqlite-jdbc}, or with {@code org.postgresql:postgresql} and
 * {@code org.flywaydb:flyway-database-postgresql}. <b>Threads:</b> safe.
 */
@NullMarked
package io.github.discovery4j.core.adapter.jdbc;

import org.jspecify.annotations.NullMarked;
