package io.github.discovery4j.core.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A data set while its files are read, and what all formats do alike with what they find. */
final class Reading {

    /** Reads the records of one companion file. */
    @FunctionalInterface
    interface Companion {
        void read(Path file) throws IOException;
    }

    private final ReadReport.Collector report;
    private final DuplicatePolicy duplicates;
    private final Interactions.Builder interactions = Interactions.builder();
    private final Map<String, CatalogueRecord> items = new LinkedHashMap<>();
    private final Map<String, CatalogueRecord> users = new LinkedHashMap<>();
    private final Taggings.Builder taggings = Taggings.builder();
    private Ties.@Nullable Builder ties;
    private long tiesRead;
    private long selfTies;
    private long taggingsRead;
    private long emptyTags;

    /** Starts a reading; {@code formats} is what the format does with repeated pairs unless the options say otherwise. */
    Reading(ReadOptions options, DuplicatePolicy formats) {
        this.report = new ReadReport.Collector(options.lenient());
        this.duplicates = options.duplicates().orElse(formats);
    }

    ReadReport.Collector report() {
        return report;
    }

    void add(String userId, String itemId, float weight, long timeMillis) throws MalformedRecordException {
        InteractionFields.id(userId, "user");
        InteractionFields.id(itemId, "item");
        interactions.add(userId, itemId, weight, timeMillis);
        report.accept();
    }

    void addItem(CatalogueRecord item) throws MalformedRecordException {
        addOnce(item, items);
    }

    void addUser(CatalogueRecord user) throws MalformedRecordException {
        addOnce(user, users);
    }

    private void addOnce(CatalogueRecord record, Map<String, CatalogueRecord> records) throws MalformedRecordException {
        if (records.putIfAbsent(record.id(), record) != null) {
            throw new MalformedRecordException("each id must come once, this one came on an earlier line");
        }
        report.accept();
    }

    /** Adds a tie. One of somebody with themselves says nothing, stands in published data, and is counted only. */
    void addTie(boolean directed, String fromId, String toId, float weight) throws MalformedRecordException {
        InteractionFields.id(fromId, "user");
        InteractionFields.id(toId, "user");
        if (ties == null) {
            ties = Ties.builder(directed);
        }
        if (fromId.equals(toId)) {
            selfTies++;
        } else {
            ties.add(fromId, toId, weight);
            tiesRead++;
        }
        report.accept();
    }

    /** Adds a tagging. An empty tag says nothing, stands in published data, and is counted only. */
    void addTagging(String userId, String itemId, String tag, long timeMillis) throws MalformedRecordException {
        InteractionFields.id(userId, "user");
        InteractionFields.id(itemId, "item");
        if (tag.isEmpty()) {
            emptyTags++;
        } else {
            taggings.add(userId, itemId, tag, timeMillis);
            taggingsRead++;
        }
        report.accept();
    }

    /** Reads a file that a data set need not have; {@code without} says what it then lacks. */
    void companion(Path file, String without, Companion reader) throws IOException {
        if (Files.isRegularFile(file)) {
            reader.read(file);
        } else {
            report.remark("There is no " + file.getFileName() + ": " + without + ".");
        }
    }

    /** Reads a file that a data set may do without and lose nothing that was promised. */
    static void optional(Path file, Companion reader) throws IOException {
        if (Files.isRegularFile(file)) {
            reader.read(file);
        }
    }

    /** Adds attributes to an item; one that has no record is left alone. */
    void describeItem(String itemId, Map<String, List<String>> attributes) {
        CatalogueRecord item = items.get(itemId);
        if (item != null) {
            Map<String, List<String>> all = new HashMap<>(item.attributes());
            all.putAll(attributes);
            items.put(itemId, new CatalogueRecord(itemId, item.title(), all));
        }
    }

    DataSet finish() {
        long added = interactions.size();
        Interactions built = interactions.duplicates(duplicates).build();
        report.remark("Repeated pairs of user and item", added - built.size(), merged());
        Ties builtTies = ties == null ? Ties.NONE : ties.build();
        report.remark("Ties of people with themselves", selfTies, "left out");
        report.remark(
                builtTies.directed() ? "Repeated ties" : "Friendships written twice",
                tiesRead - builtTies.size(),
                "each counts once");
        Taggings builtTaggings = taggingsRead == 0 ? Taggings.NONE : taggings.build();
        report.remark("Taggings without a text", emptyTags, "left out");
        report.remark("Repeated taggings", taggingsRead - builtTaggings.size(), "the latest of each counts");
        if (!items.isEmpty()) {
            long unknown = unknownItems(built.items());
            report.remark("Items of the interactions without a record", unknown, "their ids stand for titles");
        }
        return new DataSet(
                built, catalogue(items.values()), catalogue(users.values()), builtTies, builtTaggings, report.report());
    }

    private String merged() {
        return switch (duplicates) {
            case MAX -> "the heaviest of each counts";
            case SUM -> "their weights are added up";
            case LAST, KEEP_ALL -> "the latest of each counts";
        };
    }

    private long unknownItems(IdMap ids) {
        long unknown = 0;
        for (int ordinal = 0; ordinal < ids.size(); ordinal++) {
            if (!items.containsKey(ids.idOf(ordinal))) {
                unknown++;
            }
        }
        return unknown;
    }

    private static Catalogue catalogue(Collection<CatalogueRecord> records) {
        return records.isEmpty() ? Catalogue.EMPTY : Catalogue.of(records);
    }
}
