package io.github.discovery4j.index.memory;
import java.nio.file.Path; import io.github.discovery4j.index.vector.VectorIndexSettings;
final class GraphFile { static void read(Path f, VectorIndexSettings s, GraphSettings g, GraphStore st){} static void write(Path f, VectorIndexSettings s, GraphSettings g, GraphStore st){} }
