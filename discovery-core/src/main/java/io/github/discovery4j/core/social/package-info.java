/**
 * Who follows and who blocks whom, and what can be measured on the graph they form.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.social.SocialGraph} keeps the ties and changes them while it is read;
 * {@link io.github.discovery4j.core.social.SocialGraph.Builder} loads many at once, also as they were at a past moment;
 * {@link io.github.discovery4j.core.social.GraphFeatures} gives rankers columns: mutual follows, people in between, how dense
 * somebody's surroundings are, and how far somebody connects what would be apart.
 *
 * <p><b>Dependencies:</b> model, consent, stage, data. <b>Threads:</b> a graph is safe and its reads never lock; a builder belongs
 * to one thread.
 */
@NullMarked
package io.github.discovery4j.core.social;

import org.jspecify.annotations.NullMarked;
