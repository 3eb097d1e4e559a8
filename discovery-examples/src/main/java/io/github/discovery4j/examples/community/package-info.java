/**
 * The sample community, served: how a host wires stores, an index, models and an engine over people.
 *
 * <p>Reading order: {@link io.github.discovery4j.examples.community.CommunityEngine} wires the stages;
 * {@link io.github.discovery4j.examples.community.CommunityData} fills what they read.
 */
@NullMarked
package io.github.discovery4j.examples.community;

import org.jspecify.annotations.NullMarked;
