/** Reasons that a person can read. */
@org.jspecify.annotations.NullMarked
module io.github.discovery4j.explain {
    requires transitive io.github.discovery4j.core;
    requires org.slf4j;
}
