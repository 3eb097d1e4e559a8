/**
 * The laws of the stages as abstract jqwik tests, for every implementation to extend: ours and yours.
 *
 * <p>A test of a stage extends the contract of its kind, says how to make the stage and for which ids, and inherits the
 * laws. {@link io.github.discovery4j.testkit.Batches} builds the inputs by hand for tests of one's own. Factory methods
 * may be called for every try of a property: keep costly fixtures in static fields.
 *
 * <p>To use it from another project declare the tests jar of {@code discovery-core}, jqwik and JUnit Jupiter in test
 * scope. On the module path the jar is the module {@code io.github.discovery4j.testkit}.
 */
package io.github.discovery4j.testkit;
