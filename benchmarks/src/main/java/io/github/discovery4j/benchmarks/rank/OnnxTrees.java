package io.github.discovery4j.benchmarks.rank;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.discovery4j.core.model.TreeEnsemble;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Numeric trees as ONNX Runtime's TreeEnsembleRegressor.
 *
 * <p>Thresholds are rounded down to float32, so that rows of float32 go the same way, missing values too.
 */
final class OnnxTrees implements AutoCloseable {

    private static final int FLOAT = 1;

    /** Types of attributes. */
    private static final int FLOATS = 6;

    private static final int INTS = 7;
    private static final int STRINGS = 8;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int width;

    private OnnxTrees(OrtSession session, int width) {
        this.session = session;
        this.width = width;
    }

    static OnnxTrees of(TreeEnsemble trees) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new OnnxTrees(
                    OrtEnvironment.getEnvironment().createSession(model(trees), options),
                    trees.features().size());
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    float[] score(float[] rows, int count) {
        FloatBuffer values = ByteBuffer.allocateDirect(rows.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .put(rows)
                .flip();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, values, new long[] {count, width});
                OrtSession.Result result = session.run(Map.of("rows", tensor))) {
            float[] scores = new float[count];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(scores);
            return scores;
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The numbers of fields are those of onnx-ml.proto. */
    private static byte[] model(TreeEnsemble trees) {
        Protobuf graph = new Protobuf()
                .message(1, node(trees))
                .text(2, "trees")
                .message(11, value("rows", trees.features().size()))
                .message(12, value("score", 1));
        return new Protobuf()
                .number(1, 8)
                .message(7, graph)
                .message(8, new Protobuf().text(1, "").number(2, 13))
                .message(8, new Protobuf().text(1, "ai.onnx.ml").number(2, 3))
                .toByteArray();
    }

    private static Protobuf value(String name, int columns) {
        Protobuf shape =
                new Protobuf().message(1, new Protobuf().text(2, "n")).message(1, new Protobuf().number(1, columns));
        Protobuf tensor = new Protobuf().number(1, FLOAT).message(2, shape);
        return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
    }

    private static Protobuf node(TreeEnsemble trees) {
        Nodes nodes = new Nodes();
        for (int tree = 0; tree < trees.trees(); tree++) {
            nodes.add(trees, tree);
        }
        return new Protobuf()
                .text(1, "rows")
                .text(2, "score")
                .text(4, "TreeEnsembleRegressor")
                .text(7, "ai.onnx.ml")
                .message(5, new Protobuf().text(1, "n_targets").number(3, 1).number(20, 2))
                .message(5, numbers("nodes_treeids", nodes.trees))
                .message(5, numbers("nodes_nodeids", nodes.ids))
                .message(5, numbers("nodes_featureids", nodes.features))
                .message(5, numbers("nodes_truenodeids", nodes.left))
                .message(5, numbers("nodes_falsenodeids", nodes.right))
                .message(5, numbers("nodes_missing_value_tracks_true", nodes.missingLeft))
                .message(5, reals("nodes_values", nodes.thresholds))
                .message(5, texts("nodes_modes", nodes.modes))
                .message(5, numbers("target_treeids", nodes.leafTrees))
                .message(5, numbers("target_nodeids", nodes.leafIds))
                .message(
                        5,
                        numbers(
                                "target_ids",
                                nodes.leafTrees.stream().map(tree -> 0).toList()))
                .message(5, reals("target_weights", nodes.leafValues));
    }

    private static Protobuf numbers(String name, List<Integer> values) {
        Protobuf attribute = new Protobuf().text(1, name).number(20, INTS);
        values.forEach(value -> attribute.number(8, value));
        return attribute;
    }

    private static Protobuf reals(String name, List<Float> values) {
        Protobuf attribute = new Protobuf().text(1, name).number(20, FLOATS);
        values.forEach(value -> attribute.real(7, value));
        return attribute;
    }

    private static Protobuf texts(String name, List<String> values) {
        Protobuf attribute = new Protobuf().text(1, name).number(20, STRINGS);
        values.forEach(value -> attribute.text(9, value));
        return attribute;
    }

    /** The nodes of all trees, column by column; within a tree inner nodes come first, then leaves. */
    private static final class Nodes {
        final List<Integer> trees = new ArrayList<>();
        final List<Integer> ids = new ArrayList<>();
        final List<Integer> features = new ArrayList<>();
        final List<Integer> left = new ArrayList<>();
        final List<Integer> right = new ArrayList<>();
        final List<Integer> missingLeft = new ArrayList<>();
        final List<Float> thresholds = new ArrayList<>();
        final List<String> modes = new ArrayList<>();
        final List<Integer> leafTrees = new ArrayList<>();
        final List<Integer> leafIds = new ArrayList<>();
        final List<Float> leafValues = new ArrayList<>();

        void add(TreeEnsemble ensemble, int tree) {
            int first = ensemble.firstNode(tree);
            int inner = ensemble.firstNode(tree + 1) - first;
            for (int node = first; node < first + inner; node++) {
                add(tree, node - first, "BRANCH_LEQ", ensemble.feature(node), down(ensemble.threshold(node)));
                left.add(id(ensemble, tree, ensemble.left(node)));
                right.add(id(ensemble, tree, ensemble.right(node)));
                missingLeft.add(ensemble.goesLeft(node, Double.NaN) ? 1 : 0);
            }
            int leaf = ensemble.firstLeaf(tree);
            for (int i = 0; leaf + i < ensemble.firstLeaf(tree + 1); i++) {
                add(tree, inner + i, "LEAF", 0, 0);
                left.add(0);
                right.add(0);
                missingLeft.add(0);
                leafTrees.add(tree);
                leafIds.add(inner + i);
                leafValues.add((float) ensemble.leafValue(leaf + i));
            }
        }

        private void add(int tree, int id, String mode, int feature, float threshold) {
            trees.add(tree);
            ids.add(id);
            modes.add(mode);
            features.add(feature);
            thresholds.add(threshold);
        }

        private static int id(TreeEnsemble ensemble, int tree, int child) {
            int first = ensemble.firstNode(tree);
            int inner = ensemble.firstNode(tree + 1) - first;
            return child >= 0 ? child - first : inner + ~child - ensemble.firstLeaf(tree);
        }

        /** The largest float32 that is not above a threshold. */
        private static float down(double threshold) {
            float rounded = (float) threshold;
            return rounded > threshold ? Math.nextDown(rounded) : rounded;
        }
    }
}
