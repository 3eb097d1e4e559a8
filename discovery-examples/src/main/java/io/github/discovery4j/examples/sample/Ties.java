package io.github.discovery4j.examples.sample;

/** What stands between people: who follows whom, and who has blocked whom. */
record Ties(DirectedEdges follows, DirectedEdges blocks) {}
