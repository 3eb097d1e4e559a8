/**
 * A durable vector index on Lucene's HNSW graphs: files, filters, changes visible within a second.
 *
 * <p>Reading order: {@link io.github.discovery4j.index.lucene.LuceneIndex} is the index;
 * {@link io.github.discovery4j.index.lucene.LuceneSettings} say how it is built, searched and kept, with
 * {@link io.github.discovery4j.index.lucene.VectorEncoding} for the form of the vectors that graphs compare;
 * {@link io.github.discovery4j.index.lucene.IndexCheck} is what a check of the files found, and
 * {@link io.github.discovery4j.index.vector.IndexDataException} says what is wrong with them.
 *
 * <p><b>Dependencies:</b> index.vector; core's model and consent; Lucene. <b>Threads:</b> indexes are safe; searches never
 * wait for writes.
 */
@NullMarked
package io.github.discovery4j.index.lucene;

import org.jspecify.annotations.NullMarked;
