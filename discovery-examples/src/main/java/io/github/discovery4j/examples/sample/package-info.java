/**
 * A made-up social network to try the library on: synthetic people with hobbies, favourites and follows.
 *
 * <p>The works in the catalogue are real; the people, their tastes and the popularity of the works are drawn at
 * random. The community demonstrates how slates and reasons look. It is never used to claim accuracy: its regularities
 * are those that the generator put in.
 *
 * <p>Reading order: {@link io.github.discovery4j.examples.sample.SampleCommunity} is the whole and the way in, {@link
 * io.github.discovery4j.examples.sample.Person} is one of its people, {@link
 * io.github.discovery4j.examples.sample.DirectedEdges} holds who follows and who blocks whom, and {@link
 * io.github.discovery4j.examples.sample.SampleFigures} measures the result. Behind them, {@code World} reads the
 * hand-made vocabularies, {@code PersonGenerator} draws the people and {@code TieGenerator} what stands between them.
 *
 * <p>What people did is {@link io.github.discovery4j.examples.sample.SampleActivity}: events in the order of their arrival,
 * and of each person a {@link io.github.discovery4j.examples.sample.Profile} with skills, intents and a usual day. {@link
 * io.github.discovery4j.examples.sample.EventFile} writes the events as JSON lines, and {@link
 * io.github.discovery4j.examples.sample.ActivityFigures} measures them. Behind them, {@code ProfileGenerator} draws profiles
 * and {@code SessionGenerator} what happens in one sitting.
 *
 * <p>Depends on the JDK, Eclipse Collections, core's intents and Jackson's writer. Everything public is immutable and safe to
 * share between threads.
 */
@NullMarked
package io.github.discovery4j.examples.sample;

import org.jspecify.annotations.NullMarked;
