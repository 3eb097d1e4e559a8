/**
 * Dot products and distances over arrays with offsets: what searches in memory and diversifiers spend their time on.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.kernel.VectorKernel} is the contract;
 * {@link io.github.discovery4j.core.kernel.VectorKernels} chooses, once, between the plain implementation and the one on
 * {@code jdk.incubator.vector}. The latter is compiled in an execution of its own, since {@code --release} hides incubating
 * modules, and loaded by name.
 *
 * <p><b>Dependencies:</b> none but SLF4J. <b>Threads:</b> kernels hold nothing and are safe. Exported to
 * the indexes and the rankers alone.
 */
@NullMarked
package io.github.discovery4j.core.kernel;

import org.jspecify.annotations.NullMarked;
