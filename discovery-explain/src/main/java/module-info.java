/** Reasons that a person can read. */
@org.jspecify.annotations.NullMarked
module io.github.discovery4j.explain {
    requires transitive io.github.discovery4j.core;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;

    exports io.github.discovery4j.explain.attribution;
    exports io.github.discovery4j.explain.audit;
    exports io.github.discovery4j.explain.phrase;
}
