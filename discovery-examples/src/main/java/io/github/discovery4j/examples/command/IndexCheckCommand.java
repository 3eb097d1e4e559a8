package io.github.discovery4j.examples.command;

import io.github.discovery4j.index.lucene.IndexCheck;
import io.github.discovery4j.index.lucene.LuceneIndex;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code discovery index-check}: reads all files of a vector index and says what is damaged. */
@Command(
        name = "index-check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reads all files of a vector index and checks them, changing nothing: what the index is for, its segments, and what"
                    + " is damaged.",
            "Nobody may be writing the index. Exit codes: 0 all is well, 65 something is damaged, 66 there is no such folder,"
                    + " 1 the index is open."
        },
        footer = {"", "Example:", "  discovery index-check /var/lib/app/films"})
public final class IndexCheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The folder of the index, or of a backup.")
    private Path folder = Path.of("");

    /** Creates the command; picocli fills it. */
    public IndexCheckCommand() {}

    @Override
    public Integer call() {
        IndexCheck check = check();
        PrintWriter out = spec.commandLine().getOut();
        new TreeMap<>(check.madeFor())
                .forEach((what, value) -> out.println(what + ": " + (value.isEmpty() ? "none" : value)));
        for (IndexCheck.Segment segment : check.segments()) {
            out.println(described(segment));
        }
        check.problem().ifPresent(problem -> out.println("problem: " + problem));
        out.printf(
                Locale.ROOT,
                "%,d entries, %s%n",
                check.entries(),
                check.clean() ? "all is well" : "something is damaged");
        out.flush();
        return check.clean() ? ExitCode.OK : ExitCode.DATA;
    }

    private IndexCheck check() {
        try {
            return LuceneIndex.check(folder);
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        } catch (IllegalStateException e) {
            throw new CommandFailure(ExitCode.FAILURE, String.valueOf(e.getMessage()), e);
        }
    }

    private static String described(IndexCheck.Segment segment) {
        String deleted = segment.deleted().isPresent()
                ? String.format(Locale.ROOT, "%,d deleted", segment.deleted().getAsInt())
                : "deleted unknown";
        return String.format(
                Locale.ROOT,
                "segment %s: %,d written, %s, %,d bytes, %s",
                segment.name(),
                segment.entries(),
                deleted,
                segment.bytes(),
                segment.problem().map(problem -> "DAMAGED: " + problem).orElse("well"));
    }
}
