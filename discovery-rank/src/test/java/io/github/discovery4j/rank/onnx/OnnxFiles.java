package io.github.discovery4j.rank.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes small ONNX models, with the protobuf classes that come with Tribuo. */
final class OnnxFiles {

    static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
    static final int DOUBLE = TensorProto.DataType.DOUBLE.getNumber();
    private static final long FREE = -1;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8);

    OnnxFiles() {
        model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13));
        model.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(3));
    }

    /** Sums weight times value and an intercept over the columns of one tensor "rows"; the output is "score". */
    static OnnxFiles linear(float intercept, float... weights) {
        return new OnnxFiles()
                .input("rows", FLOAT, FREE, weights.length)
                .sum("rows", intercept, weights)
                .output("score", FLOAT, FREE, 1);
    }

    /** The same over a tensor for each column. */
    static OnnxFiles byColumn(List<String> columns, float intercept, float... weights) {
        OnnxFiles files = new OnnxFiles();
        columns.forEach(column -> files.input(column, FLOAT, FREE, 1));
        files.graph.addNode(NodeProto.newBuilder()
                .setOpType("Concat")
                .addAllInput(columns)
                .addOutput("rows")
                .addAttribute(number("axis", 1)));
        return files.sum("rows", intercept, weights).output("score", FLOAT, FREE, 1);
    }

    /** Passes rows through unchanged. */
    static OnnxFiles identity(int type, long rows, long columns) {
        OnnxFiles files = new OnnxFiles().input("rows", type, rows, columns).output("score", type, rows, columns);
        files.graph.addNode(
                NodeProto.newBuilder().setOpType("Identity").addInput("rows").addOutput("score"));
        return files;
    }

    /** Takes and gives one number a row, without a dimension of columns. */
    static OnnxFiles vector() {
        OnnxFiles files = new OnnxFiles().input("rows", FLOAT, FREE).output("score", FLOAT, FREE);
        files.graph.addNode(
                NodeProto.newBuilder().setOpType("Identity").addInput("rows").addOutput("score"));
        return files;
    }

    /** One tree: below the threshold or missing the one score, else the other. */
    static OnnxFiles stump(float threshold, float low, float high) {
        OnnxFiles files = new OnnxFiles().input("rows", FLOAT, FREE, 1).output("score", FLOAT, FREE, 1);
        files.graph.addNode(NodeProto.newBuilder()
                .setOpType("TreeEnsembleRegressor")
                .setDomain("ai.onnx.ml")
                .addInput("rows")
                .addOutput("score")
                .addAttribute(number("n_targets", 1))
                .addAttribute(numbers("nodes_treeids", 0, 0, 0))
                .addAttribute(numbers("nodes_nodeids", 0, 1, 2))
                .addAttribute(numbers("nodes_featureids", 0, 0, 0))
                .addAttribute(floats("nodes_values", threshold, 0, 0))
                .addAttribute(texts("nodes_modes", "BRANCH_LEQ", "LEAF", "LEAF"))
                .addAttribute(numbers("nodes_truenodeids", 1, 0, 0))
                .addAttribute(numbers("nodes_falsenodeids", 2, 0, 0))
                .addAttribute(numbers("nodes_missing_value_tracks_true", 1, 0, 0))
                .addAttribute(numbers("target_treeids", 0, 0))
                .addAttribute(numbers("target_nodeids", 1, 2))
                .addAttribute(numbers("target_ids", 0, 0))
                .addAttribute(floats("target_weights", low, high)));
        return files;
    }

    OnnxFiles input(String name, int type, long... shape) {
        graph.addInput(value(name, type, shape));
        return this;
    }

    OnnxFiles output(String name, int type, long... shape) {
        graph.addOutput(value(name, type, shape));
        return this;
    }

    /** Adds an output of two numbers a row, both of which are the score's. */
    OnnxFiles twoClasses() {
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Concat")
                .addInput("score")
                .addInput("score")
                .addOutput("classes")
                .addAttribute(number("axis", 1)));
        return output("classes", FLOAT, FREE, 2);
    }

    OnnxFiles metadata(String key, String value) {
        model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
        return this;
    }

    Path write(Path file) throws IOException {
        return Files.write(file, model.setGraph(graph).build().toByteArray());
    }

    private OnnxFiles sum(String rows, float intercept, float... weights) {
        graph.addInitializer(tensor("weights", weights, weights.length, 1));
        graph.addInitializer(tensor("intercept", new float[] {intercept}, 1));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("MatMul")
                .addInput(rows)
                .addInput("weights")
                .addOutput("product"));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Add")
                .addInput("product")
                .addInput("intercept")
                .addOutput("score"));
        return this;
    }

    private static TensorProto tensor(String name, float[] values, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(FLOAT);
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    private static ValueInfoProto value(String name, int type, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long dimension : shape) {
            TensorShapeProto.Dimension.Builder one = TensorShapeProto.Dimension.newBuilder();
            dimensions.addDim(dimension == FREE ? one.setDimParam("n") : one.setDimValue(dimension));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(dimensions)))
                .build();
    }

    private static AttributeProto number(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto numbers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static AttributeProto floats(String name, float... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
        for (float value : values) {
            attribute.addFloats(value);
        }
        return attribute.build();
    }

    private static AttributeProto texts(String name, String... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRINGS);
        for (String value : values) {
            attribute.addStrings(ByteString.copyFromUtf8(value));
        }
        return attribute.build();
    }
}
