/**
 * Models in ONNX, whoever trained them, by way of ONNX Runtime, which the host brings: {@code
 * com.microsoft.onnxruntime:onnxruntime:1.23.2}.
 *
 * <p>Reading order: {@link io.github.discovery4j.rank.onnx.OnnxRanker} loads a model and scores an engine's feature tables with
 * it; where the native library is missing it says so, and another ranker can take its place. <b>Dependencies:</b> core.
 * <b>Threads:</b> a ranker is safe, and holds native memory until it is closed.
 */
@NullMarked
package io.github.discovery4j.rank.onnx;

import org.jspecify.annotations.NullMarked;
