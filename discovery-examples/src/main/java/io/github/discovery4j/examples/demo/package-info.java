/**
 * The demonstration: slates for three viewers of the sample community, as text, as JSON and as a page.
 *
 * <p>Reading order: {@link io.github.discovery4j.examples.demo.DemoRun} does the work and gives a
 * {@link io.github.discovery4j.examples.demo.DemoReport}, which the others write down.
 */
@NullMarked
package io.github.discovery4j.examples.demo;

import org.jspecify.annotations.NullMarked;
