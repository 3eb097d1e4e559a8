package io.github.discovery4j.explain.attribution;

import io.github.discovery4j.core.model.TreeEnsemble;
import java.util.ArrayList;
import java.util.List;

/**
 * One tree, made fit for the contributions of many rows.
 *
 * <p>How it works. Let d features stand on the way to a leaf of value v. z_j is the share of training rows that follow the
 * way at the splits on feature j, o_j is 1 if the row follows it there, else 0. The Shapley value of feature i in
 * v × product_j (o_j if j is known, else z_j) weighs subsets S of the other features by |S|! (d-1-|S|)! / d!, which is the
 * integral of t^|S| (1-t)^(d-1-|S|) over [0, 1]. So the sum over all subsets becomes one integral
 *
 * <pre>  v (o_i - z_i) ∫ product_{j≠i} (t o_j + (1-t) z_j) dt</pre>
 *
 * <p>of a polynomial of degree d - 1, which d/2 points of Gauss and Legendre give exactly: nothing is approximated, and every
 * weight is positive. At each point, on the way down an edge multiplies by f = t o + (1-t) z; on the way up the leaves'
 * v × product are added; an edge's feature receives that sum times g = (o - z) / f. Where a feature stands on the way
 * twice, the lower edge exchanges the upper one's f and takes back its g. f and g depend on three cases only (the row follows
 * the feature's splits down to here, down to the one before, or not even that), so that they are tables, and no division
 * by 0 is left in them: a cold edge, o = 0, has g = -1 / (1-t) whatever its z.
 *
 * <p>Source of the values: Lundberg et al., From Local Explanations to Global Understanding with Explainable AI for Trees,
 * Nature Machine Intelligence 2020 (path-dependent TreeSHAP). Passing polynomials through the tree: Yu et al., Linear
 * TreeSHAP, NeurIPS 2022. Differs: polynomials are kept by their values at the quadrature's points.
 */
final class PathTree {

    /** Points that are handled together; their number is a multiple. */
    private static final int LANES = 4;

    /** Values of an edge in a case: for each point what its lower end passes up, then what its feature receives. */
    private static final int ROW = 2 * LANES;

    private static final int CASES = 3;

    private final TreeEnsemble ensemble;
    private final double expected;
    private final int groups;

    /** By inner node, parents first. */
    private final int[] node;

    private final int[] feature;
    private final int[] parent;
    private final int[] edgeAbove;
    private final int[] downTable;

    /** By edge: twice its upper node, and one more for the right side. */
    private final int[] before;

    private final int[] upTable;
    private final int[] source;

    /** For each group of points, edge between inner nodes, and case: f. */
    private final double[] down;

    /** For each group of points, edge, and case: a {@link #ROW}. */
    private final double[] up;

    private final int downGroup;
    private final int upGroup;

    PathTree(TreeEnsemble ensemble, int tree) {
        this.ensemble = ensemble;
        int nodes = ensemble.firstNode(tree + 1) - ensemble.firstNode(tree);
        node = new int[nodes];
        feature = new int[nodes];
        parent = new int[nodes];
        edgeAbove = new int[nodes];
        downTable = new int[nodes];
        before = new int[2 * nodes];
        upTable = new int[2 * nodes];
        source = new int[2 * nodes];
        List<Edge> edges = edges(ensemble, ensemble.root(tree));
        int depth = 1;
        int blocks = 0;
        int innerBlocks = 0;
        double sum = 0;
        for (Edge edge : edges) {
            depth = Math.max(depth, edge.features);
            blocks += edge.blocks();
            innerBlocks += edge.leaf() ? 0 : edge.blocks();
            sum += edge.leaf() ? ensemble.leafValue(~edge.below) * edge.weight : 0;
        }
        expected = sum;
        groups = ((depth + 1) / 2 + LANES - 1) / LANES;
        downGroup = innerBlocks * LANES;
        upGroup = blocks * ROW;
        down = new double[Math.multiplyExact(downGroup, groups)];
        up = new double[Math.multiplyExact(upGroup, groups)];
        place(edges);
    }

    /** An edge while the tree is being prepared; the first one leads to the root. */
    private static final class Edge {
        final int below;
        final Edge above;
        final Edge same;
        final int feature;
        final int features;
        final int number;
        final int lower;
        final double ratio;
        final double share;
        final double weight;

        /** To the root: no split, so that all features are followed by all rows. */
        Edge(int root) {
            below = root;
            above = this;
            same = this;
            feature = -1;
            features = 0;
            number = -1;
            lower = 0;
            ratio = 1;
            share = 1;
            weight = 1;
        }

        /** From the lower end of an edge; {@code lower} is the number of its own lower end, if that is an inner node. */
        Edge(TreeEnsemble ensemble, Edge above, boolean right, int lower) {
            this.above = above;
            this.lower = lower;
            number = 2 * above.lower + (right ? 1 : 0);
            below = right ? ensemble.right(above.below) : ensemble.left(above.below);
            feature = ensemble.feature(above.below);
            same = above.of(feature);
            features = above.features + (same.first() ? 1 : 0);
            double all = ensemble.cover(above.below);
            // Where no training row came by, neither side is likelier.
            ratio = all == 0 ? 0.5 : ensemble.cover(below) / all;
            share = same.share * ratio;
            weight = above.weight * ratio;
        }

        /** The lowest edge from here up that is a split on a feature; the first one if there is none. */
        private Edge of(int wanted) {
            Edge edge = this;
            while (!edge.first() && edge.feature != wanted) {
                edge = edge.above;
            }
            return edge;
        }

        boolean first() {
            return number < 0;
        }

        boolean leaf() {
            return below < 0;
        }

        /** That not even the edge before is followed cannot be where there is none before. */
        int firstCase() {
            return same.first() ? 1 : 0;
        }

        int blocks() {
            return first() ? 0 : CASES - firstCase();
        }
    }

    /** All edges; inner nodes are numbered so that parents come first. */
    private static List<Edge> edges(TreeEnsemble ensemble, int root) {
        List<Edge> edges = new ArrayList<>();
        List<Edge> open = new ArrayList<>();
        edges.add(new Edge(root));
        open.add(edges.getFirst());
        int inner = 1;
        while (!open.isEmpty()) {
            Edge above = open.removeLast();
            for (int side = 0; side < 2 && !above.leaf(); side++) {
                Edge edge = new Edge(ensemble, above, side == 1, inner);
                edges.add(edge);
                if (!edge.leaf()) {
                    open.add(edge);
                    inner++;
                }
            }
        }
        return edges;
    }

    private void place(List<Edge> edges) {
        GaussLegendre quadrature = GaussLegendre.of(groups * LANES);
        int nodes = node.length;
        int downAt = 0;
        int upAt = 0;
        for (Edge edge : edges) {
            if (!edge.leaf()) {
                node[edge.lower] = edge.below;
                feature[edge.lower] = ensemble.feature(edge.below);
                parent[edge.lower] = edge.above.lower * LANES;
                edgeAbove[edge.lower] = edge.number;
            }
            if (!edge.first()) {
                before[edge.number] = edge.same.number + 1;
                source[edge.number] = (edge.leaf() ? edge.above.lower : nodes + edge.lower) * LANES;
                upTable[edge.number] = upAt - edge.firstCase() * ROW;
                fillUp(edge, quadrature, upAt);
                upAt += edge.blocks() * ROW;
                if (!edge.leaf()) {
                    downTable[edge.lower] = downAt - edge.firstCase() * LANES;
                    fillDown(edge, quadrature, downAt);
                    downAt += edge.blocks() * LANES;
                }
            }
        }
    }

    private void fillDown(Edge edge, GaussLegendre quadrature, int from) {
        for (int point = 0; point < groups * LANES; point++) {
            int at = from + point / LANES * downGroup + point % LANES;
            for (int c = edge.firstCase(); c < CASES; c++, at += LANES) {
                down[at] = f(edge, c, quadrature.point(point));
            }
        }
    }

    private void fillUp(Edge edge, GaussLegendre quadrature, int from) {
        for (int point = 0; point < groups * LANES; point++) {
            int at = from + point / LANES * upGroup + point % LANES;
            double t = quadrature.point(point);
            for (int c = edge.firstCase(); c < CASES; c++, at += ROW) {
                // A leaf's value and its edge's f stand in for what an inner node has gathered.
                double passed = edge.leaf() ? ensemble.leafValue(~edge.below) * f(edge, c, t) : 1;
                up[at] = passed;
                up[at + LANES] = passed * g(edge, c, t) * quadrature.weight(point);
            }
        }
    }

    /** What the edge multiplies by: its feature's f after it, over the one before it. */
    private static double f(Edge edge, int followed, double t) {
        double hotBefore = t + (1 - t) * edge.same.share;
        return switch (followed) {
            case 0 -> edge.ratio;
            case 1 -> (1 - t) * edge.share / hotBefore;
            default -> (t + (1 - t) * edge.share) / hotBefore;
        };
    }

    /** The edge's g after it, less the one before it. */
    private static double g(Edge edge, int followed, double t) {
        double cold = -1 / (1 - t);
        return switch (followed) {
            case 0 -> 0;
            case 1 -> cold - hot(edge.same.share, t);
            default -> hot(edge.share, t) - hot(edge.same.share, t);
        };
    }

    private static double hot(double share, double t) {
        return (1 - share) / (t + (1 - t) * share);
    }

    /** The score of a row of which nothing is known. */
    double expected() {
        return expected;
    }

    int nodes() {
        return node.length;
    }

    /** Room for one row in one tree. */
    static final class Scratch {
        final int[] followed;
        final int[] downAt;
        final int[] upAt;
        final double[] work;

        Scratch(int nodes) {
            followed = new int[2 * nodes + 1];
            downAt = new int[nodes];
            upAt = new int[2 * nodes];
            work = new double[Math.multiplyExact(2 * LANES, Math.max(1, nodes))];
        }
    }

    /**
     * Adds the contributions of a row.
     *
     * @param rows holds the row's values
     * @param offset where it begins
     * @param places where in the row each feature stands
     * @param contributions that of feature i is added at {@code at + i}
     */
    void add(double[] rows, int offset, int[] places, double[] contributions, int at, Scratch scratch) {
        decide(rows, offset, places, scratch);
        for (int group = 0; group < groups; group++) {
            descend(group * downGroup, scratch);
            ascend(group * upGroup, scratch, contributions, at);
        }
    }

    /** Finds the case of every edge, and with it the places in the tables. */
    private void decide(double[] rows, int offset, int[] places, Scratch scratch) {
        int[] followed = scratch.followed;
        followed[0] = 1;
        for (int n = 0; n < node.length; n++) {
            int left = ensemble.goesLeft(node[n], rows[offset + places[feature[n]]]) ? 1 : 0;
            int edge = 2 * n;
            int above = followed[before[edge]];
            int onLeft = above & left;
            int onRight = above & ~left;
            followed[edge + 1] = onLeft;
            followed[edge + 2] = onRight;
            scratch.upAt[edge] = upTable[edge] + (above + onLeft) * ROW;
            scratch.upAt[edge + 1] = upTable[edge + 1] + (above + onRight) * ROW;
            if (n > 0) {
                int to = edgeAbove[n];
                scratch.downAt[n] = downTable[n] + (followed[before[to]] + followed[to + 1]) * LANES;
            }
        }
    }

    /** The product of all f from the root down to each inner node. */
    private void descend(int group, Scratch scratch) {
        double[] work = scratch.work;
        work[0] = 1;
        work[1] = 1;
        work[2] = 1;
        work[3] = 1;
        for (int n = 1; n < node.length; n++) {
            int f = group + scratch.downAt[n];
            int from = parent[n];
            int to = n * LANES;
            work[to] = work[from] * down[f];
            work[to + 1] = work[from + 1] * down[f + 1];
            work[to + 2] = work[from + 2] * down[f + 2];
            work[to + 3] = work[from + 3] * down[f + 3];
        }
    }

    /** What lies below each inner node, and with it what the node's feature receives. */
    private void ascend(int group, Scratch scratch, double[] contributions, int at) {
        double[] work = scratch.work;
        for (int n = node.length - 1; n >= 0; n--) {
            int l = group + scratch.upAt[2 * n];
            int left = source[2 * n];
            double left0 = work[left];
            double left1 = work[left + 1];
            double left2 = work[left + 2];
            double left3 = work[left + 3];
            int r = group + scratch.upAt[2 * n + 1];
            int right = source[2 * n + 1];
            double right0 = work[right];
            double right1 = work[right + 1];
            double right2 = work[right + 2];
            double right3 = work[right + 3];
            int to = (node.length + n) * LANES;
            work[to] = left0 * up[l] + right0 * up[r];
            work[to + 1] = left1 * up[l + 1] + right1 * up[r + 1];
            work[to + 2] = left2 * up[l + 2] + right2 * up[r + 2];
            work[to + 3] = left3 * up[l + 3] + right3 * up[r + 3];
            contributions[at + feature[n]] += (left0 * up[l + 4] + right0 * up[r + 4])
                    + (left1 * up[l + 5] + right1 * up[r + 5])
                    + ((left2 * up[l + 6] + right2 * up[r + 6]) + (left3 * up[l + 7] + right3 * up[r + 7]));
        }
    }
}
