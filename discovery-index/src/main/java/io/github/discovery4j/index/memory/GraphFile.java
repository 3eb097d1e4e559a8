package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.data.WholeFile;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A saved graph index, all numbers big-endian:
 *
 * <pre>
 * header    "DGRAPH" and the version, 2 bytes
 *           dimension, maxConnections, count of entries, entry point or -1: 4 bytes each; the metric's name
 * entries   count x: id; labels: count, then attribute, count, labels; numbers: count, then attribute, 8 bytes
 * links     with an entry point, count x: level, 4 bytes; from that level down: count, then as many entries' numbers
 * vectors   count x dimension float32
 * </pre>
 *
 * <p>Entries are numbered in their order here. Counts have 4 bytes; a text has its length and two bytes a UTF-16 unit. Each of
 * the four sections ends with the CRC-32C of all bytes since the last such one, 4 bytes. Codes are made anew from the vectors.
 */
final class GraphFile {

    private static final byte[] MAGIC = {'D', 'G', 'R', 'A', 'P', 'H', 0, 1};
    private static final int BUFFER = 1 << 16;

    private GraphFile() {}

    /** Writes what may be found now; nobody else writes meanwhile. */
    static void write(Path file, VectorIndexSettings settings, GraphSettings graphSettings, GraphStore store)
            throws IOException {
        WholeFile.write(file, stream -> {
            ChecksummedOutput checked = new ChecksummedOutput(stream, BUFFER);
            DataOutputStream out = new DataOutputStream(checked);
            new Writing(out, checked, settings, graphSettings, store).writeAll();
            out.flush();
        });
    }

    /** Reads a file into an empty store. */
    static void read(Path file, VectorIndexSettings settings, GraphSettings graphSettings, GraphStore store)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ChecksummedInput in = new ChecksummedInput(Channels.newInputStream(channel), BUFFER, file, channel.size());
            new Reading(in, settings, graphSettings).readInto(store);
        }
    }

    /** One file that is being written. */
    private static final class Writing {
        private final DataOutputStream out;
        private final ChecksummedOutput checked;
        private final VectorIndexSettings settings;
        private final GraphSettings graphSettings;
        private final GraphLayout layout;
        private final boolean linked;
        private final int[] slots;
        private final int[] numbers;

        Writing(
                DataOutputStream out,
                ChecksummedOutput checked,
                VectorIndexSettings settings,
                GraphSettings graphSettings,
                GraphStore store) {
            this.out = out;
            this.checked = checked;
            this.settings = settings;
            this.graphSettings = graphSettings;
            this.slots = store.reclaimedSlots();
            this.layout = store.layout();
            this.linked = store.linked() && slots.length > 0;
            this.numbers = new int[layout.capacity()];
            Arrays.fill(numbers, Links.END);
            for (int number = 0; number < slots.length; number++) {
                numbers[slots[number]] = number;
            }
        }

        void writeAll() throws IOException {
            out.write(MAGIC);
            out.writeInt(settings.dimension());
            out.writeInt(graphSettings.maxConnections());
            out.writeInt(slots.length);
            out.writeInt(linked ? entryPoint() : Links.END);
            text(settings.metric().name());
            endSection();
            for (int slot : slots) {
                entry(Objects.requireNonNull(layout.entry(slot)));
            }
            endSection();
            if (linked) {
                int[] row = new int[layout.links().width(0)];
                for (int slot : slots) {
                    links(slot, row);
                }
            }
            endSection();
            float[] vector = new float[settings.dimension()];
            for (int slot : slots) {
                layout.originals().read(slot, vector, 0);
                for (float value : vector) {
                    out.writeFloat(value);
                }
            }
            endSection();
        }

        /** Returns the number of the entry point, or of the highest entry when that one is no longer part of the index. */
        private int entryPoint() {
            int number = numbers[layout.links().entryPoint()];
            if (number != Links.END) {
                return number;
            }
            int highest = 0;
            for (int other = 1; other < slots.length; other++) {
                if (layout.links().level(slots[other]) > layout.links().level(slots[highest])) {
                    highest = other;
                }
            }
            return highest;
        }

        private void entry(GraphEntry entry) throws IOException {
            text(entry.id());
            EntryAttributes attributes = entry.attributes();
            out.writeInt(attributes.labels().size());
            for (Map.Entry<String, Set<String>> labels : new TreeMap<>(attributes.labels()).entrySet()) {
                text(labels.getKey());
                out.writeInt(labels.getValue().size());
                for (String label : new TreeSet<>(labels.getValue())) {
                    text(label);
                }
            }
            out.writeInt(attributes.numbers().size());
            for (Map.Entry<String, Double> number : new TreeMap<>(attributes.numbers()).entrySet()) {
                text(number.getKey());
                out.writeDouble(number.getValue());
            }
        }

        private void links(int slot, int[] row) throws IOException {
            int level = layout.links().level(slot);
            out.writeInt(level);
            for (; level >= 0; level--) {
                int count = layout.links().read(slot, level, row);
                int kept = 0;
                for (int i = 0; i < count; i++) {
                    if (numbers[row[i]] != Links.END) {
                        row[kept++] = numbers[row[i]];
                    }
                }
                out.writeInt(kept);
                for (int i = 0; i < kept; i++) {
                    out.writeInt(row[i]);
                }
            }
        }

        private void text(String text) throws IOException {
            out.writeInt(text.length());
            out.writeChars(text);
        }

        private void endSection() throws IOException {
            out.flush();
            checked.endSection();
        }
    }

    /** One file that is being read; nothing reaches the store before its checksum was seen to be right. */
    private static final class Reading {
        private static final int MOST_LEVELS = 32;

        private final ChecksummedInput in;
        private final VectorIndexSettings settings;
        private final GraphSettings graphSettings;

        Reading(ChecksummedInput in, VectorIndexSettings settings, GraphSettings graphSettings) {
            this.in = in;
            this.settings = settings;
            this.graphSettings = graphSettings;
        }

        void readInto(GraphStore store) throws IOException {
            byte[] magic = in.bytes(MAGIC.length);
            in.require(Arrays.equals(magic, MAGIC), "a saved graph index of version 1 was expected");
            int dimension = in.number();
            int connections = in.number();
            int count = in.number();
            int entryPoint = in.number();
            String metric = in.text();
            in.endSection("header");
            in.require(
                    dimension == settings.dimension()
                            && metric.equals(settings.metric().name()),
                    "dimension and metric must be the index's %d and %s, were %d and %s"
                            .formatted(settings.dimension(), settings.metric(), dimension, metric));
            in.require(
                    connections == graphSettings.maxConnections(),
                    "maxConnections must be the index's %d, was %d"
                            .formatted(graphSettings.maxConnections(), connections));
            in.require(entryPoint >= Links.END && entryPoint < Math.max(0, count), "the entry point must be an entry");
            in.requireRoom(count, 12 + (long) dimension * Float.BYTES);
            GraphLayout layout = store.room(count);
            GraphEntry[] entries = new GraphEntry[count];
            for (int slot = 0; slot < count; slot++) {
                String id = in.text();
                entries[slot] = new GraphEntry(id, attributes(), slot);
            }
            in.endSection("entries");
            Set<String> ids = new HashSet<>();
            for (GraphEntry entry : entries) {
                settings.require(entry.attributes());
                in.require(!entry.id().isEmpty() && ids.add(entry.id()), "ids must be unique and not empty");
            }
            if (entryPoint != Links.END) {
                int[] row = new int[layout.links().width(0)];
                for (int slot = 0; slot < count; slot++) {
                    links(layout.links(), slot, count, row);
                }
                layout.links().entryPoint(entryPoint);
            }
            in.endSection("links");
            float[] vector = new float[dimension];
            for (int slot = 0; slot < count; slot++) {
                in.floats(vector);
                layout.codes().write(slot, vector);
                layout.originals().write(slot, vector);
            }
            in.endSection("vectors");
            in.requireEnd();
            store.fill(entries, entryPoint != Links.END);
        }

        private EntryAttributes attributes() throws IOException {
            Map<String, Set<String>> labels = new HashMap<>();
            for (int left = in.count(8); left > 0; left--) {
                String attribute = in.text();
                Set<String> values = new HashSet<>();
                for (int more = in.count(4); more > 0; more--) {
                    values.add(in.text());
                }
                labels.put(attribute, values);
            }
            Map<String, Double> numbers = new HashMap<>();
            for (int left = in.count(12); left > 0; left--) {
                String attribute = in.text();
                double value = in.real();
                in.require(Double.isFinite(value), "numbers must be finite");
                numbers.put(attribute, value);
            }
            return labels.isEmpty() && numbers.isEmpty() ? EntryAttributes.NONE : new EntryAttributes(labels, numbers);
        }

        private void links(Links links, int slot, int count, int[] row) throws IOException {
            int top = in.number();
            in.require(
                    top >= 0 && top < MOST_LEVELS, "a level must be 0 to %d, was %d".formatted(MOST_LEVELS - 1, top));
            links.open(slot, top);
            for (int level = top; level >= 0; level--) {
                int size = in.number();
                in.require(
                        size >= 0 && size <= links.width(level),
                        "links must be 0 to %d, were %d".formatted(links.width(level), size));
                for (int i = 0; i < size; i++) {
                    row[i] = in.number();
                    in.require(row[i] >= 0 && row[i] < count, "a link must lead to an entry, led to " + row[i]);
                }
                links.write(slot, level, row, size);
            }
        }
    }
}
