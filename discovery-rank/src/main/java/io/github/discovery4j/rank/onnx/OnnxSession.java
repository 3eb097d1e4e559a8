package io.github.discovery4j.rank.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.discovery4j.core.model.FeatureTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The only class that touches ONNX Runtime; loading it fails where the library is missing. */
final class OnnxSession {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A tensor of the model: its name, and which of the columns it takes. */
    private record Input(String name, int from, int width) {}

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final List<String> columns;
    private final List<Input> inputs;
    private final String output;
    private final OptionalInt outputColumn;

    private OnnxSession(
            OrtEnvironment environment,
            OrtSession session,
            List<String> columns,
            List<Input> inputs,
            String output,
            OptionalInt outputColumn) {
        this.environment = environment;
        this.session = session;
        this.columns = columns;
        this.inputs = inputs;
        this.output = output;
        this.outputColumn = outputColumn;
    }

    static OnnxSession open(
            Path model, List<String> columns, int threads, Optional<String> output, OptionalInt outputColumn) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession session = null;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            environment.setTelemetry(false);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            // Threads that wait for the next batch sleep: the processor is the application's.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = environment.createSession(model.toString(), options);
            OnnxSession opened = of(environment, session, model, columns, output, outputColumn);
            session = null;
            return opened;
        } catch (OrtException e) {
            throw new OnnxModelException(
                    model + ": must be an ONNX model that ONNX Runtime takes (" + e.getMessage() + "); export it again",
                    e);
        } finally {
            close(session);
        }
    }

    private static OnnxSession of(
            OrtEnvironment environment,
            OrtSession session,
            Path model,
            List<String> named,
            Optional<String> output,
            OptionalInt outputColumn)
            throws OrtException {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        for (NodeInfo input : session.getInputInfo().values()) {
            shapes.put(input.getName(), rowShape(input, model));
        }
        Optional<String> metadata = session.getMetadata().getCustomMetadataValue(OnnxRanker.FEATURE_NAMES);
        long firstWidth =
                shapes.values().stream().findFirst().map(OnnxSession::width).orElse(0L);
        boolean oneTensor = shapes.size() == 1 && (firstWidth != 1 || !named.isEmpty() || metadata.isPresent());
        List<String> columns =
                oneTensor ? namesOfTensor(metadata, model, named, firstWidth) : namesOfInputs(shapes, model, named);
        List<Input> inputs = new ArrayList<>();
        if (oneTensor) {
            inputs.add(new Input(shapes.keySet().iterator().next(), 0, columns.size()));
        } else {
            columns.forEach(column -> inputs.add(new Input(column, inputs.size(), 1)));
        }
        return new OnnxSession(
                environment, session, columns, List.copyOf(inputs), output(session, model, output), outputColumn);
    }

    private static long[] rowShape(NodeInfo input, Path model) {
        if (input.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT) {
            long[] shape = tensor.getShape();
            if (shape.length == 2 && shape[0] == -1) {
                return shape;
            }
        }
        throw new OnnxModelException(
                "%s, input \"%s\": must be float32 of any number of rows x columns, is %s; export it with a free first dimension"
                        .formatted(model, input.getName(), input.getInfo()),
                null);
    }

    /** Columns of a tensor; -1 if it takes any number. */
    private static long width(long[] shape) {
        return shape[1];
    }

    private static List<String> namesOfTensor(Optional<String> metadata, Path model, List<String> named, long width) {
        List<String> own = metadata.isPresent() ? parsed(metadata.get(), model) : List.of();
        requireDifferent(own, model);
        if (named.isEmpty() && own.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: the columns of its tensor must be named, it has no \"%s\" in its metadata; call columns(…) in the order of training"
                            .formatted(model, OnnxRanker.FEATURE_NAMES));
        }
        if (!named.isEmpty() && !own.isEmpty()) {
            requireSame(own, named, model);
        }
        List<String> columns = named.isEmpty() ? own : named;
        if (width != -1 && width != columns.size()) {
            throw new IllegalArgumentException("%s: its tensor has %d columns, %d are named: %s; name each once"
                    .formatted(model, width, columns.size(), columns));
        }
        return columns;
    }

    private static List<String> parsed(String names, Path model) {
        try {
            return List.of(JSON.readValue(names, String[].class));
        } catch (JsonProcessingException | NullPointerException e) {
            throw new OnnxModelException(
                    "%s, metadata \"%s\": must be a JSON list of names; export it so, or leave it out"
                            .formatted(model, OnnxRanker.FEATURE_NAMES),
                    e);
        }
    }

    private static void requireDifferent(List<String> own, Path model) {
        if (Set.copyOf(own).size() != own.size()) {
            throw new OnnxModelException(
                    "%s, metadata \"%s\": names must be different, were %s; name each column once"
                            .formatted(model, OnnxRanker.FEATURE_NAMES, own),
                    null);
        }
    }

    private static void requireSame(List<String> own, List<String> named, Path model) {
        if (own.equals(named)) {
            return;
        }
        List<String> lacking = new ArrayList<>(own);
        lacking.removeAll(named);
        List<String> unknown = new ArrayList<>(named);
        unknown.removeAll(own);
        int at = 0;
        while (at < own.size() && at < named.size() && own.get(at).equals(named.get(at))) {
            at++;
        }
        String difference = lacking.isEmpty() && unknown.isEmpty()
                ? "column %d is \"%s\" in the model and \"%s\" here".formatted(at, own.get(at), named.get(at))
                : "missing %s, unknown %s".formatted(lacking, unknown);
        throw new IllegalArgumentException("%s: columns must be the model's in its order: %s; name them as in training"
                .formatted(model, difference));
    }

    private static List<String> namesOfInputs(Map<String, long[]> shapes, Path model, List<String> named) {
        shapes.forEach((name, shape) -> {
            if (width(shape) != 1) {
                throw new OnnxModelException(
                        "%s, input \"%s\": of several inputs each must be one column, is %s; export one tensor or one a column"
                                .formatted(model, name, Arrays.toString(shape)),
                        null);
            }
        });
        List<String> own = List.copyOf(shapes.keySet());
        if (!named.isEmpty() && !Set.copyOf(named).equals(shapes.keySet())) {
            requireSame(own, named, model);
        }
        return own;
    }

    private static String output(OrtSession session, Path model, Optional<String> wanted) throws OrtException {
        List<String> scores = new ArrayList<>();
        for (NodeInfo output : session.getOutputInfo().values()) {
            if (output.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT) {
                scores.add(output.getName());
            }
        }
        if (wanted.isPresent() ? !scores.contains(wanted.get()) : scores.size() != 1) {
            throw new OnnxModelException(
                    "%s: %s, float32 outputs are %s of %s; name one with output(…)"
                            .formatted(
                                    model,
                                    wanted.map(name -> "output \"" + name + "\" must be a tensor of float32")
                                            .orElse("the scores must be the only output of float32"),
                                    scores,
                                    session.getOutputNames()),
                    null);
        }
        return wanted.orElseGet(scores::getFirst);
    }

    List<String> columns() {
        return columns;
    }

    void score(FeatureTable table, int[] places, float missing, double[] scores) {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (Input input : inputs) {
                tensors.put(input.name, tensor(input, table, places, missing));
            }
            try (OrtSession.Result result = session.run(tensors, Set.of(output))) {
                copy((OnnxTensor) result.get(0), scores);
            }
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "ONNX Runtime failed to score %d rows: %s".formatted(scores.length, e.getMessage()), e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(Input input, FeatureTable table, int[] places, float missing) throws OrtException {
        FloatBuffer values = ByteBuffer.allocateDirect(
                        Math.multiplyExact(Math.multiplyExact(table.rows(), input.width), Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int row = 0; row < table.rows(); row++) {
            for (int c = input.from; c < input.from + input.width; c++) {
                float value = table.get(row, places[c]);
                values.put(Float.isNaN(value) ? missing : value);
            }
        }
        return OnnxTensor.createTensor(environment, values.flip(), new long[] {table.rows(), input.width});
    }

    private void copy(OnnxTensor tensor, double[] scores) {
        FloatBuffer values = tensor.getFloatBuffer();
        int width = values.remaining() / scores.length;
        boolean whole = values.remaining() == width * scores.length;
        if (!whole || (outputColumn.isPresent() ? outputColumn.getAsInt() >= width : width != 1)) {
            throw new OnnxModelException(
                    "output \"%s\" must hold one score a row, or the column that is named, has %d values for %d rows; name a column with output(…)"
                            .formatted(output, values.remaining(), scores.length),
                    null);
        }
        int column = outputColumn.orElse(0);
        for (int row = 0; row < scores.length; row++) {
            scores[row] = values.get(row * width + column);
        }
    }

    void close() {
        close(session);
    }

    private static void close(@Nullable OrtSession session) {
        try {
            if (session != null) {
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed to close a model: " + e.getMessage(), e);
        }
    }
}
