package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureValue;
import io.github.discovery4j.core.feature.manifest.DeclaredView;
import io.github.discovery4j.core.feature.manifest.FeatureManifest;
import io.github.discovery4j.core.feature.manifest.ViewColumn;
import io.github.discovery4j.core.report.Cell;
import io.github.discovery4j.core.report.Page;
import io.github.discovery4j.core.report.Table;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Shows a manifest to people: as text and as a page. */
final class DataDictionary {

    private static final List<String> FEATURE_HEADS =
            List.of("feature", "type", "group", "visible to", "lives", "fresh", "default", "description");
    private static final List<String> COLUMN_HEADS = List.of("column", "kind", "feature", "dictionary");
    private static final List<String> GROUP_HEADS = List.of("group", "description");

    private final FeatureManifest manifest;

    DataDictionary(FeatureManifest manifest) {
        this.manifest = manifest;
    }

    void print(PrintWriter out) {
        for (FeatureRegistry entity : manifest.entities()) {
            out.println(Text.printable(title(entity)));
            print(out, FEATURE_HEADS, features(entity));
        }
        if (!manifest.groups().isEmpty()) {
            out.println("Signal groups of its own");
            print(out, GROUP_HEADS, groups());
        }
        for (DeclaredView view : manifest.views()) {
            out.println(Text.printable(title(view)));
            print(out, COLUMN_HEADS, columns(view));
            out.println("  " + view.fingerprint().digest());
            out.println();
        }
    }

    private static void print(PrintWriter out, List<String> heads, List<List<String>> rows) {
        TextTable table = new TextTable("l".repeat(heads.size()));
        table.row(heads);
        rows.forEach(table::row);
        table.print(out);
        out.println();
    }

    Page page(String source) {
        int features = manifest.entities().stream()
                .mapToInt(entity -> entity.definitions().size())
                .sum();
        Page.Builder page = Page.builder("Data dictionary")
                .lead(String.format(
                        Locale.ROOT,
                        "%,d features and %,d views, from %s.",
                        features,
                        manifest.views().size(),
                        source));
        for (FeatureRegistry entity : manifest.entities()) {
            page.section(title(entity), table("Features", FEATURE_HEADS, features(entity)));
        }
        if (!manifest.groups().isEmpty()) {
            page.section("Signal groups of its own", table("Groups", GROUP_HEADS, groups()));
        }
        for (DeclaredView view : manifest.views()) {
            page.section(
                    title(view),
                    table("Columns", COLUMN_HEADS, columns(view)),
                    io.github.discovery4j.core.report.Text.note(
                            view.fingerprint().digest()));
        }
        return page.build();
    }

    private static Table table(String caption, List<String> heads, List<List<String>> rows) {
        Table.Builder table = Table.builder(caption);
        heads.forEach(table::column);
        rows.forEach(row -> table.row(row.stream().map(Cell::of).toArray(Cell[]::new)));
        return table.build();
    }

    private String title(FeatureRegistry entity) {
        String description = manifest.description(entity.entity());
        return "Entity " + entity.entity() + (description.isEmpty() ? "" : ": " + description);
    }

    private static String title(DeclaredView view) {
        return "View %s, version %s, of %s"
                .formatted(view.name(), view.version(), view.registry().entity());
    }

    private static List<List<String>> features(FeatureRegistry entity) {
        return entity.definitions().stream()
                .map(feature -> List.of(
                        feature.name(),
                        FeatureManifest.typeOf(feature),
                        feature.group().name(),
                        feature.sayable() ? feature.visibility().name() : "never said",
                        words(feature.timeToLive()),
                        words(feature.freshness()),
                        feature.defaultValue().map(DataDictionary::words).orElse(""),
                        feature.description()))
                .toList();
    }

    private static String words(FeatureValue value) {
        return switch (value) {
            case FeatureValue.Decimal(float number) -> Float.toString(number);
            case FeatureValue.Whole(long number) -> Long.toString(number);
            case FeatureValue.Text(String text) -> text;
            case FeatureValue.Labels labels -> String.join(", ", labels.values());
            case FeatureValue.Vector vector -> vector.values().toString();
            case FeatureValue.Json(String text) -> text;
        };
    }

    private static String words(Optional<Duration> duration) {
        return duration.map(age -> age.toDays() > 0 && age.equals(Duration.ofDays(age.toDays()))
                        ? age.toDays() + " d"
                        : age.toString())
                .orElse("");
    }

    private List<List<String>> groups() {
        return manifest.groups().entrySet().stream()
                .map(group -> List.of(group.getKey().name(), group.getValue()))
                .toList();
    }

    private static List<List<String>> columns(DeclaredView view) {
        return view.columns().stream()
                .map(column -> List.of(
                        column.name(),
                        column.kind().name().toLowerCase(Locale.ROOT),
                        column.feature(),
                        dictionary(column)))
                .toList();
    }

    private static String dictionary(ViewColumn column) {
        return String.join(
                ", ",
                Stream.concat(column.categories().stream(), column.other().stream())
                        .toList());
    }
}
