/** Vector indexes and the candidate sources over them. */
@org.jspecify.annotations.NullMarked
module io.github.discovery4j.index {
    requires transitive io.github.discovery4j.core;
    requires org.apache.lucene.core;
    requires org.slf4j;

    exports io.github.discovery4j.index.live;
    exports io.github.discovery4j.index.lucene;
    exports io.github.discovery4j.index.memory;
    exports io.github.discovery4j.index.source;
    exports io.github.discovery4j.index.vector;
}
