package io.github.discovery4j.index.vector;

/**
 * The space that an index takes, estimated from its own structures; ids and attributes included.
 *
 * @param heapBytes on the heap
 * @param mappedBytes in mapped files, which the operating system keeps in memory as it sees fit
 * @param fileBytes on disk, mapped or not
 */
public record IndexFootprint(long heapBytes, long mappedBytes, long fileBytes) {}
