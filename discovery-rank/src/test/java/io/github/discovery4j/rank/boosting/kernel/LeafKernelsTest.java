package io.github.discovery4j.rank.boosting.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeafKernelsTest {

    /** The tests' JVM runs with the module; on a processor with narrow registers there is no kernel. */
    @Test
    void theKernelOfRegistersIsChosen() throws ReflectiveOperationException {
        LeafKernel kernel = LeafKernels.fastest();
        if (numbersInARegister() < 4) {
            assertThat(kernel).isNull();
        } else {
            assertThat(kernel).isNotNull();
            assertThat(kernel.name()).startsWith("jdk.incubator.vector");
            assertThat(kernel.lanes()).isEqualTo(numbersInARegister());
        }
    }

    /** Asked for by name: tests are compiled without the module. */
    private static int numbersInARegister() throws ReflectiveOperationException {
        Object widest = Class.forName("jdk.incubator.vector.DoubleVector")
                .getField("SPECIES_PREFERRED")
                .get(null);
        return (int) Class.forName("jdk.incubator.vector.VectorSpecies")
                .getMethod("length")
                .invoke(widest);
    }

    @Test
    void aKernelThatKeepsItsPromisesIsTaken() {
        assertThat(LeafKernels.load(Plain.class.getName())).isInstanceOf(Plain.class);
    }

    @Test
    void aKernelThatCannotBeLoadedIsNone() {
        assertThat(LeafKernels.load("nothing.of.this.Name")).isNull();
        assertThat(LeafKernels.load(Throwing.class.getName())).isNull();
    }

    @Test
    void aKernelThatComputesSomethingElseIsRefused() {
        assertThat(LeafKernels.load(WrongCopy.class.getName())).isNull();
        assertThat(LeafKernels.load(WrongTogether.class.getName())).isNull();
        assertThat(LeafKernels.load(WrongAlone.class.getName())).isNull();
    }

    /** What the kernel promises, row by row. */
    static class Plain implements LeafKernel {

        @Override
        public String name() {
            return "plain";
        }

        @Override
        public int lanes() {
            return 3;
        }

        @Override
        public void copy(double[] values, int from, double ofZero, double ofNaN, double[] block, int to) {
            for (int i = 0; i < REGISTERS * lanes(); i++) {
                double value = values[from + i];
                block[to + i] = Double.isNaN(value) ? ofNaN : Math.abs(value) <= 1e-35f ? ofZero : value;
            }
        }

        @Override
        public void leavesOfAll(Nodes nodes, int first, int last, double[] block, long[] leaves) {
            for (int row = 0; row < REGISTERS * lanes(); row += lanes()) {
                leavesOfOne(nodes, first, last, block, row, leaves);
            }
        }

        @Override
        public void leavesOfOne(Nodes nodes, int first, int last, double[] block, int row, long[] leaves) {
            for (int i = row; i < row + lanes(); i++) {
                int leaf = last - first;
                while (leaf > 0 && ruledOut(leaf, nodes, first, last, block, i)) {
                    leaf--;
                }
                leaves[i] = leaf;
            }
        }

        private static boolean ruledOut(int leaf, Nodes nodes, int first, int last, double[] block, int row) {
            boolean out = false;
            for (int node = first; node < last; node++) {
                out |= block[nodes.columns[node] + row] <= nodes.thresholds[node]
                        && (nodes.kept[node] >> leaf & 1) == 0;
            }
            return out;
        }
    }

    static final class Throwing extends Plain {
        Throwing() {
            throw new UnsupportedOperationException("registers of 8 bits");
        }
    }

    static final class WrongCopy extends Plain {
        @Override
        public void copy(double[] values, int from, double ofZero, double ofNaN, double[] block, int to) {
            super.copy(values, from, ofZero, ofZero, block, to);
        }
    }

    static final class WrongTogether extends Plain {
        @Override
        public void leavesOfAll(Nodes nodes, int first, int last, double[] block, long[] leaves) {
            super.leavesOfAll(nodes, first, last, block, leaves);
            leaves[lanes()] = last - first;
        }
    }

    static final class WrongAlone extends Plain {
        @Override
        public void leavesOfOne(Nodes nodes, int first, int last, double[] block, int row, long[] leaves) {
            super.leavesOfOne(nodes, first, last, block, row, leaves);
            leaves[row] = 0;
        }

        @Override
        public void leavesOfAll(Nodes nodes, int first, int last, double[] block, long[] leaves) {
            for (int row = 0; row < REGISTERS * lanes(); row += lanes()) {
                super.leavesOfOne(nodes, first, last, block, row, leaves);
            }
        }
    }
}
