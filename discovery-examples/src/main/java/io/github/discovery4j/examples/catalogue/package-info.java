/**
 * An engine that recommends the things of a data set to its users: films to those who rated films.
 *
 * <p>Reading order: {@link io.github.discovery4j.examples.catalogue.CatalogueEngine} wires the stages. Behind it,
 * {@code Favourites} says what a user likes, {@code Genres} holds the items' genres and {@code GenreTaste} the users'.
 *
 * <p><b>Dependencies:</b> the library alone. <b>Threads:</b> safe.
 */
@NullMarked
package io.github.discovery4j.examples.catalogue;

import org.jspecify.annotations.NullMarked;
