package io.github.discovery4j.rank.boosting.kernel;

import io.github.discovery4j.core.model.TreeEnsemble;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the kernel of this JVM, when the class is first used and never again. */
public final class LeafKernels {

    private static final Logger LOG = LoggerFactory.getLogger(LeafKernels.class);

    private static final String INCUBATOR = "jdk.incubator.vector";
    private static final String FAST = "io.github.discovery4j.rank.boosting.kernel.SimdLeafKernel";
    private static final int TRIED_TREES = 100;

    /** At most every threshold, and not at most any. */
    private static final double LEFT = Double.NEGATIVE_INFINITY;

    private static final double RIGHT = Double.NaN;

    private static final @Nullable LeafKernel CHOSEN = choose();

    private LeafKernels() {}

    /** {@return the kernel, null where none runs and trees are walked} */
    public static @Nullable LeafKernel fastest() {
        return CHOSEN;
    }

    private static @Nullable LeafKernel choose() {
        Optional<Module> incubator = ModuleLayer.boot().findModule(INCUBATOR);
        if (incubator.isEmpty()) {
            LOG.info(
                    "Trees are walked row by row; with --add-modules {} batches are scored in about a quarter of the time",
                    INCUBATOR);
            return null;
        }
        LeafKernels.class.getModule().addReads(incubator.get());
        return load(FAST);
    }

    /** Returns a kernel that works here, null when it cannot be loaded, finds no use, or computes something else. */
    static @Nullable LeafKernel load(String className) {
        try {
            LeafKernel kernel = Class.forName(className)
                    .asSubclass(LeafKernel.class)
                    .getDeclaredConstructor()
                    .newInstance();
            if (agrees(kernel)) {
                return kernel;
            }
            LOG.warn("Trees are walked row by row: kernel {} computes something else here", kernel.name());
        } catch (ReflectiveOperationException | LinkageError | RuntimeException failure) {
            LOG.info("Trees are walked row by row: the kernel on {} does not run here", INCUBATOR, failure);
        }
        return null;
    }

    /** Compares a kernel with what it promises, over values, numbers of nodes and words of all kinds. */
    private static boolean agrees(LeafKernel kernel) {
        SplittableRandom random = new SplittableRandom(1);
        double[] values = {-1, 0, 1, 1e-36, LEFT, RIGHT, Double.POSITIVE_INFINITY};
        int rows = LeafKernel.REGISTERS * kernel.lanes();
        double[] given = new double[values.length * rows];
        double[] block = new double[given.length];
        for (int tree = 0; tree < TRIED_TREES; tree++) {
            Arrays.setAll(given, i -> values[random.nextInt(values.length)]);
            for (int at = 0; at < block.length; at += rows) {
                kernel.copy(given, at, RIGHT, 3, block, at);
            }
            LeafKernel.Nodes nodes = new LeafKernel.Nodes(LeafKernel.MOST_LEAVES);
            for (int node = 0; node < nodes.kept.length; node++) {
                nodes.columns[node] = rows * random.nextInt(values.length);
                nodes.thresholds[node] = values[random.nextInt(values.length)];
                // Leaf 0 is always left, as in a tree.
                nodes.kept[node] = ~(2L << random.nextInt(Long.SIZE - 1));
            }
            int first = random.nextInt(LeafKernel.MOST_LEAVES);
            int last = first + random.nextInt(LeafKernel.MOST_LEAVES - first);
            if (!isCopied(given, block) || !finds(kernel, nodes, first, last, block)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCopied(double[] given, double[] block) {
        double[] expected = Arrays.stream(given)
                .map(value -> Double.isNaN(value) ? 3 : Math.abs(value) > TreeEnsemble.ZERO ? value : RIGHT)
                .toArray();
        return Arrays.equals(block, expected);
    }

    private static boolean finds(LeafKernel kernel, LeafKernel.Nodes nodes, int first, int last, double[] block) {
        int rows = LeafKernel.REGISTERS * kernel.lanes();
        long[] expected = new long[rows];
        for (int row = 0; row < rows; row++) {
            long word = -1L >>> (Long.SIZE - 1 - (last - first));
            for (int node = first; node < last; node++) {
                word &= block[nodes.columns[node] + row] <= nodes.thresholds[node] ? nodes.kept[node] : -1L;
            }
            expected[row] = Long.SIZE - 1L - Long.numberOfLeadingZeros(word);
        }
        long[] together = new long[rows];
        long[] single = new long[rows];
        kernel.leavesOfAll(nodes, first, last, block, together);
        for (int row = 0; row < rows; row += kernel.lanes()) {
            kernel.leavesOfOne(nodes, first, last, block, row, single);
        }
        return Arrays.equals(together, expected) && Arrays.equals(single, expected);
    }
}
