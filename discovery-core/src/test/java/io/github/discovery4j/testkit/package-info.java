/**
 * The laws of the stages as abstract jqwik tests, for every implementation to extend: ours and yours.
 *
 * <p>A test of a stage extends the contract of its kind, says how to make the stage and for which ids, and inherits the
 * laws. {@link io.github.discovery4j.testkit.Batches} builds the inputs by hand for tests of one's own. Factory methods
 * may be called for every try of a property: keep costly fixtures in static fields.
 *
 * <p>To use it from another project declare in test scope
 *
 * <ul>
 *   <li>{@code io.github.discovery4j:discovery-core}, classifier {@code tests},
 *   <li>{@code net.jqwik:jqwik}, at the version that this project pins,
 *   <li>{@code org.assertj:assertj-core} and {@code org.junit.jupiter:junit-jupiter},
 * </ul>
 *
 * <p>and import {@code org.junit:junit-bom} into the managed dependencies, because jqwik brings parts of an older JUnit. On
 * the module path the jar is the module {@code io.github.discovery4j.testkit}.
 */
package io.github.discovery4j.testkit;
