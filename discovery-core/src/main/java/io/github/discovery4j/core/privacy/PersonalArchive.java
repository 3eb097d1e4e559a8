package io.github.discovery4j.core.privacy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.discovery4j.core.consent.ConsentChoices;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the archive that a person is given; its layout is described at {@link Privacy#export(String, OutputStream)}. */
final class PersonalArchive implements AutoCloseable {

    static final int VERSION = 1;

    private record Part(String file, String holder, long records, String sha256) {}

    private final JsonFactory json = new JsonFactory();
    private final ZipOutputStream zip;
    private final Instant created;
    private final List<Part> parts = new ArrayList<>();

    PersonalArchive(OutputStream out, Instant created) {
        this.zip = new ZipOutputStream(out);
        this.created = created;
    }

    /** What is written into a part; returns how many records. */
    @FunctionalInterface
    private interface Content {
        long write(JsonGenerator generator) throws IOException;
    }

    private void part(String file, String holder, Content content) throws IOException {
        MessageDigest digest = sha256();
        ZipEntry entry = new ZipEntry(file);
        entry.setTimeLocal(created.atOffset(java.time.ZoneOffset.UTC).toLocalDateTime());
        zip.putNextEntry(entry);
        OutputStream open = new DigestOutputStream(zip, digest) {
            @Override
            public void close() throws IOException {
                flush();
            }
        };
        long records;
        try (JsonGenerator generator = json.createGenerator(open)) {
            generator.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
            records = content.write(generator);
        }
        zip.closeEntry();
        parts.add(new Part(file, holder, records, HexFormat.of().formatHex(digest.digest())));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void consent(String personId, ConsentChoices choices, List<PersonalRecord> history) throws IOException {
        part("consent.json", "consent", generator -> {
            generator.writeStartObject();
            generator.writeStringField("person", personId);
            generator.writeBooleanField("withdrawn", choices.withdrawn());
            generator.writeArrayFieldStart("switched_off");
            for (SignalGroup group : choices.off().stream()
                    .sorted(Comparator.comparing(SignalGroup::name))
                    .toList()) {
                generator.writeString(group.name());
            }
            generator.writeEndArray();
            generator.writeObjectFieldStart("visible_to");
            for (Map.Entry<SignalGroup, Visibility> entry : choices.visibleTo().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey(Comparator.comparing(SignalGroup::name)))
                    .toList()) {
                generator.writeStringField(
                        entry.getKey().name(), entry.getValue().name().toLowerCase(Locale.ROOT));
            }
            generator.writeEndObject();
            generator.writeArrayFieldStart("history");
            for (PersonalRecord record : history) {
                generator.writeStartObject();
                generator.writeStringField("change", record.name());
                generator.writeStringField("what", record.value());
                generator.writeEndObject();
            }
            generator.writeEndArray();
            generator.writeEndObject();
            return history.size();
        });
    }

    void holder(String name, Iterable<PersonalAudit.Entry> entries) throws IOException {
        String slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        part("holders/%02d-%s.jsonl".formatted(parts.size(), slug), name, generator -> {
            long count = 0;
            for (PersonalAudit.Entry entry : entries) {
                record(generator, entry);
                count++;
            }
            return count;
        });
    }

    private static void record(JsonGenerator generator, PersonalAudit.Entry entry) throws IOException {
        PersonalRecord record = entry.record();
        generator.writeStartObject();
        generator.writeStringField("group", record.group().name());
        generator.writeStringField("name", record.name());
        generator.writeStringField("value", record.value());
        optional(generator, "key", record.key());
        optional(generator, "source", Optional.of(record.source()).filter(source -> !source.isEmpty()));
        generator.writeArrayFieldStart("uses");
        for (String use : record.uses().stream().sorted().toList()) {
            generator.writeString(use);
        }
        generator.writeEndArray();
        generator.writeStringField("visibility", entry.visibility().name().toLowerCase(Locale.ROOT));
        generator.writeBooleanField("used", entry.used());
        optional(generator, "until", record.until().map(Instant::toString));
        generator.writeEndObject();
    }

    private static void optional(JsonGenerator generator, String field, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            generator.writeStringField(field, text.get());
        }
    }

    /** Writes the list of what is in the archive; one without it is not whole. */
    void finish() throws IOException {
        List<Part> all = List.copyOf(parts);
        part("manifest.json", "manifest", generator -> {
            generator.writeStartObject();
            generator.writeNumberField("version", VERSION);
            generator.writeStringField("created_at", created.toString());
            generator.writeArrayFieldStart("parts");
            for (Part part : all) {
                generator.writeStartObject();
                generator.writeStringField("file", part.file());
                generator.writeStringField("holder", part.holder());
                generator.writeNumberField("records", part.records());
                generator.writeStringField("sha256", part.sha256());
                generator.writeEndObject();
            }
            generator.writeEndArray();
            generator.writeEndObject();
            return 0;
        });
        zip.finish();
    }

    @Override
    public void close() throws IOException {
        zip.flush();
    }
}
