/**
 * Everything trained is an artefact: a folder of typed arrays and a manifest that says what they are and vouches for them.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.artefact.ArtefactStore} is a folder of versions, publishes new ones
 * whole or not at all, and brings them into a running engine; {@link io.github.discovery4j.core.artefact.ArtefactWriter}
 * takes the arrays of one version and {@link io.github.discovery4j.core.artefact.ArtefactDescription} says where they come
 * from; {@link io.github.discovery4j.core.artefact.Artefact} checks a version and reads it;
 * {@link io.github.discovery4j.core.artefact.ArtefactManifest} describes the files;
 * {@link io.github.discovery4j.core.artefact.Coverage} and {@link io.github.discovery4j.core.artefact.TrainingData} say how
 * much of the data went in, and which.
 *
 * <p><b>Dependencies:</b> model, data. <b>Threads:</b> stores and opened artefacts are safe; a writer belongs to one thread.
 */
@NullMarked
package io.github.discovery4j.core.artefact;

import org.jspecify.annotations.NullMarked;
