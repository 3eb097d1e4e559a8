package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.DataSet;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.examples.catalogue.CatalogueEngine;
import io.github.discovery4j.explain.audit.AuditedItem;
import io.github.discovery4j.explain.audit.Counterfactual;
import io.github.discovery4j.explain.audit.SlateAudit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Explains an item of a data set to its user and to an operator: options, and the printing. */
final class ItemExplanation extends DataOptions {

    private static final int CANDIDATES = CandidateSource.DEFAULT_LIMIT;

    @Option(names = "--viewer", paramLabel = "ID", required = true, description = "To whom, as the data calls them.")
    private String viewer = "";

    @Option(names = "--target", paramLabel = "ID", required = true, description = "Which item, as the data calls it.")
    private String target = "";

    @Option(
            names = "--html",
            paramLabel = "FILE",
            defaultValue = "explanation.html",
            description = "Where the waterfall and all tables are written (default: ${DEFAULT-VALUE}).")
    private Path html = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "Write the audit there too.")
    private Optional<Path> json = Optional.empty();

    /** Created by picocli. */
    ItemExplanation() {}

    /** What the operator sees, of a slate or of the item alone. */
    private record Answer(SlateAudit audit, AuditedItem item, String title) {}

    void print(PrintWriter out, PrintWriter err) throws IOException {
        OutputFile.requireWritable(html);
        json.ifPresent(OutputFile::requireWritable);
        Answer answer;
        try (Progress progress = new Progress(out, err, Progress.Style.ofTerminal())) {
            answer = answer(progress);
        }
        SlateAudit alone = new SlateAudit(
                answer.audit().requestId(),
                answer.audit().viewerId(),
                answer.audit().candidates(),
                answer.audit().versions(),
                List.of(answer.item()),
                List.of());
        alone.writeHtml(html);
        if (json.isPresent()) {
            alone.writeJson(json.get());
        }
        print(answer, out);
    }

    private Answer answer(Progress progress) {
        DataSet read = new ReadingOptions().read(data(), format(), progress).data();
        if (read.interactions().items().ordinalOf(target) < 0) {
            throw new CommandFailure(
                    ExitCode.DATA,
                    "target must be an item of the data, \"%s\" is none (option --target)"
                            .formatted(Text.printable(target)));
        }
        progress.step("learning from " + data());
        String title = read.items().titleOf(target);
        List<SlateAudit> audits = new ArrayList<>();
        try (CatalogueEngine engine = CatalogueEngine.audited(read, CANDIDATES, audits::add, false)) {
            engine.notes().forEach(progress::say);
            engine.recommend(
                    SlateRequest.forViewer(viewer).size(SlateRequest.MAX_SIZE).build());
            Optional<Answer> inSlate = found(audits, title);
            if (inSlate.isPresent()) {
                return inSlate.get();
            }
            engine.why(viewer, target);
            Optional<Answer> alone = found(audits, title);
            if (alone.isPresent()) {
                progress.say(
                        "No source finds it for this viewer: it is explained by itself, not beside other candidates.");
                return alone.get();
            }
        }
        progress.say(
                "The viewer has met it, so that it would not be shown: what follows is what it would score again.");
        try (CatalogueEngine engine = CatalogueEngine.audited(read, CANDIDATES, audits::add, true)) {
            engine.why(viewer, target);
            return found(audits, title).orElseThrow();
        }
    }

    private Optional<Answer> found(List<SlateAudit> audits, String title) {
        return audits.stream()
                .flatMap(audit -> audit.item(target).stream().map(item -> new Answer(audit, item, title)))
                .findFirst();
    }

    private void print(Answer answer, PrintWriter out) {
        AuditedItem item = answer.item();
        out.printf(
                Locale.ROOT,
                "%s (%s) for %s: place %,d of %,d candidates by score, %.4f%n",
                Text.printable(answer.title()),
                Text.printable(target),
                Text.printable(viewer),
                item.rank(),
                answer.audit().candidates(),
                item.score());
        for (Reason reason : item.reasons()) {
            for (Map.Entry<String, String> text : reason.texts().entrySet()) {
                out.printf(
                        "  %s  %s [%s]%n", text.getKey(), Text.printable(text.getValue()), lower(reason.visibility()));
            }
        }
        out.println();
        parts(item).print(out);
        out.println();
        without(item).print(out);
        out.println();
        out.println("Waterfall: " + html);
    }

    private static TextTable parts(AuditedItem item) {
        TextTable table = new TextTable("llrr");
        table.row("feature", "signal", "value", "added");
        table.row("(nothing known)", "", "", number(item.baseline()));
        item.parts().stream()
                .sorted(Comparator.comparingDouble(part -> -Math.abs(part.contribution())))
                .forEach(part -> table.row(
                        part.column().name(),
                        part.column().group().name(),
                        Float.isNaN(part.value()) ? "missing" : number(part.value()),
                        String.format(Locale.ROOT, "%+.4f", part.contribution())));
        table.row("(sum)", "", "", number(item.margin()));
        return table;
    }

    private static TextTable without(AuditedItem item) {
        TextTable table = new TextTable("llrr");
        table.row("if this were off", "whose", "score", "place");
        for (Counterfactual one : item.without()) {
            table.row(
                    one.group().name(),
                    lower(one.whose()),
                    one.score().map(ItemExplanation::number).orElse("cannot be scored"),
                    one.rank().map(Object::toString).orElse(""));
        }
        return table;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
