/**
 * From contributions to phrases that a person can read, in their language.
 *
 * <p>Reading order: {@link io.github.discovery4j.explain.phrase.PhraseExplainer} is the stage;
 * {@link io.github.discovery4j.explain.phrase.PhraseBook} is what it may say;
 * {@link io.github.discovery4j.explain.phrase.PhraseFile} is a text that a book is read from;
 * {@link io.github.discovery4j.explain.phrase.PhraseNames} is where a host gives the names that fill a phrase in;
 * {@link io.github.discovery4j.explain.phrase.ReasonJson} is for storing reasons. Inside, {@code Audience} decides who may be
 * told, {@code PlacedPhrase} what is true and helped, {@code MessageText} is one ICU message, {@code Language} lists names, and
 * {@code DisplayNames} cleans what people wrote.
 *
 * <p><b>Dependencies:</b> attribution, core's model, consent and stage, Jackson and ICU4J. <b>Threads:</b> public types are safe; a
 * builder belongs to one thread.
 */
@NullMarked
package io.github.discovery4j.explain.phrase;

import org.jspecify.annotations.NullMarked;
