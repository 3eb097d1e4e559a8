package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.signal.DeadLetter;
import io.github.discovery4j.core.signal.DeadLetterStore;
import io.github.discovery4j.core.signal.DeadLetterStore.Filter;
import io.github.discovery4j.core.signal.Receipt;
import io.github.discovery4j.core.signal.Rejection;
import io.github.discovery4j.examples.signals.EventReplay;
import io.github.discovery4j.examples.signals.EventReplay.NoEventsException;
import io.github.discovery4j.examples.signals.ReplayResult;
import io.github.discovery4j.examples.signals.SignalChain;
import io.github.discovery4j.examples.signals.SignalStore;
import io.github.discovery4j.examples.signals.SignalStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code discovery signals}: events from a file through the whole chain, dead letters, and what is known about a person. */
@Command(
        name = "signals",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Takes in a file of events (feedback_event_v2 or version 1, one JSON object a line): checks, completes and logs"
                    + " them, keeps windows over them, and says what became of the lines.",
            "What the store has already is a duplicate, so a file may be read again. The file comes first, then --repair,"
                    + " --replay, --letters and --audit."
        },
        footer = {
            "",
            "Example:",
            "  discovery sample --events events.jsonl",
            "  discovery signals events.jsonl --store signals --person u1",
            "  discovery signals --store signals --letters --reason unknown_type",
            "  discovery signals --store signals --repair 7 --with seven.json --replay 7",
            "  discovery signals --store signals --audit u1 --opt-out behaviour"
        })
public final class SignalsCommand implements Callable<Integer> {

    private static final int PAGE = 1_000;
    private static final Duration CATCH_UP = Duration.ofHours(1);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The events; - for standard input. Without it the store is looked at.")
    private @Nullable String file;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "The folder in which everything is kept, made if it is not there (default: a temporary one,"
                    + " deleted at the end).")
    private @Nullable Path folder;

    @Option(
            names = "--person",
            paramLabel = "ID",
            description = "Whose windows are printed (default: after a file, whoever came last).")
    private @Nullable String person;

    @Option(
            names = "--now",
            paramLabel = "INSTANT",
            description =
                    "What time it is taken to be, such as 2026-03-01T18:00:00Z (default: the clock's). Events may not"
                            + " be later, and windows end there.")
    private @Nullable Instant now;

    @Option(names = "--letters", description = "List dead letters, oldest first.")
    private boolean letters;

    @Option(names = "--reason", paramLabel = "REASON", description = "With --letters: only those of this reason.")
    private @Nullable Rejection reason;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            converter = PositiveNumber.class,
            description = "With --letters: how many at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--repair",
            paramLabel = "ID[=JSON]",
            description = "Replace a dead letter's text; the new one follows, or is in the file that --with names.")
    private @Nullable String repair;

    @Option(names = "--with", paramLabel = "FILE", description = "With --repair ID: the new text, one event.")
    private @Nullable Path with;

    @Option(
            names = "--replay",
            paramLabel = "all|ID,…",
            split = ",",
            description = "Take dead letters in again: all of them, or those of these numbers.")
    private List<String> replay = new ArrayList<>();

    @Option(names = "--audit", paramLabel = "ID", description = "Print what is known about a person.")
    private @Nullable String audit;

    @Option(
            names = "--opt-out",
            paramLabel = "GROUP",
            description = "With --audit: switch a signal group off for the person, and print the audit again.")
    private @Nullable String optOut;

    @Option(
            names = "--opt-in",
            paramLabel = "GROUP",
            description = "With --audit: switch a signal group on again, and print the audit again.")
    private @Nullable String optIn;

    @Option(
            names = "--json",
            description = "Print one JSON object instead of text, with nothing shortened; no progress.")
    private boolean json;

    /** Creates the command; picocli fills it. */
    public SignalsCommand() {}

    @Override
    public Integer call() {
        checkOptions();
        PrintWriter out = spec.commandLine().getOut();
        SignalsOutput output = json ? new SignalsJson(out) : new SignalsText(out);
        Progress.Style style = json ? Progress.Style.SILENT : Progress.Style.ofTerminal();
        InstantSource clock = now == null ? InstantSource.system() : InstantSource.fixed(now);
        int exitCode;
        try (Progress progress = new Progress(out, spec.commandLine().getErr(), style);
                InputStream in = open();
                SignalStore store = store()) {
            progress.step("opening " + store);
            try (SignalChain chain = SignalChain.open(store, clock)) {
                exitCode = run(new Work(chain, store, clock, output, progress), in);
            }
        } catch (SignalStoreException e) {
            throw CommandFailure.of(e);
        } catch (NoEventsException e) {
            throw new CommandFailure(ExitCode.DATA, fileName() + ": " + e.getMessage(), e);
        } catch (FileSystemException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.NO_INPUT, "%s: cannot be read (%s)".formatted(fileName(), e.getMessage()), e);
        }
        output.end();
        return exitCode;
    }

    private void checkOptions() {
        check(file != null || folder != null, "name a FILE of events, or with --store a folder that has some");
        check(with == null || repair != null, "--with must stand beside --repair");
        check(reason == null || letters, "--reason must stand beside --letters");
        check((optOut == null && optIn == null) || audit != null, "--opt-out and --opt-in must stand beside --audit");
        check(optOut == null || optIn == null, "--opt-out and --opt-in must not stand together");
        if (repair != null) {
            check(
                    repair.contains("=") == (with == null),
                    "--repair must be ID=JSON, or ID with --with FILE, was neither");
        }
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private String fileName() {
        return "-".equals(file) ? "standard input" : String.valueOf(file);
    }

    /** Opens the file before the store, so that a missing one leaves nothing behind. */
    private InputStream open() throws IOException {
        if (file == null) {
            return InputStream.nullInputStream();
        }
        if (file.equals("-")) {
            return System.in;
        }
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new FileSystemException(file, null, "this is a folder; name a file of events");
        }
        return Files.newInputStream(path);
    }

    private SignalStore store() {
        if (folder == null) {
            return SignalStore.temporary();
        }
        return file == null ? SignalStore.existing(folder) : SignalStore.at(folder);
    }

    /** What the parts of a run share. */
    private record Work(
            SignalChain chain, SignalStore store, InstantSource clock, SignalsOutput output, Progress progress) {}

    private int run(Work work, InputStream in) throws IOException {
        int exitCode = ExitCode.OK;
        if (file != null) {
            exitCode = takeIn(work, in);
        }
        if (repair != null) {
            repair(work, repair);
        }
        if (!replay.isEmpty()) {
            replay(work);
        }
        windows(work);
        if (letters) {
            Optional<Rejection> only = Optional.ofNullable(reason);
            work.output()
                    .letters(
                            work.chain().letters().list(new Filter(only, 0, limit)),
                            work.chain().letters().count());
        }
        if (audit != null) {
            audit(work, audit);
        }
        return exitCode;
    }

    private int takeIn(Work work, InputStream in) throws IOException {
        Progress progress = work.progress();
        String name = fileName();
        long size = "-".equals(file) ? 0 : Files.size(Path.of(name));
        progress.step("reading " + name);
        ReplayResult result = new EventReplay(
                        work.chain(),
                        bytes -> progress.step(
                                size > 0
                                        ? String.format(Locale.ROOT, "reading %s, %d %%", name, 100 * bytes / size)
                                        : String.format(Locale.ROOT, "reading %s, %,d MiB", name, bytes >> 20)))
                .read(in);
        if (result.lines() == result.blank()) {
            throw new CommandFailure(
                    ExitCode.DATA, name + ": the file must hold at least one event, holds none; check the file");
        }
        work.output()
                .replay(
                        name,
                        work.store().toString(),
                        result,
                        id -> work.chain().letters().find(id));
        boolean none = result.accepted() + result.duplicates() == 0;
        if (none) {
            progress.say(name + ": no line could be accepted; see the reasons");
        }
        return none ? ExitCode.DATA : ExitCode.OK;
    }

    private void repair(Work work, String wanted) throws IOException {
        int sign = wanted.indexOf('=');
        long id = letterId(sign < 0 ? wanted : wanted.substring(0, sign));
        String text = with == null ? wanted.substring(sign + 1) : text(with);
        boolean there;
        try {
            there = work.chain().letters().repair(id, text.strip());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        }
        if (!there) {
            throw noLetter(id);
        }
        work.output().repaired(id);
    }

    /** Reads no more than may be kept, and what is no UTF-8 as it comes: the letter is refused or rejected for it. */
    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(DeadLetterStore.MOST_BYTES + 1), StandardCharsets.UTF_8);
        }
    }

    private static CommandFailure noLetter(long id) {
        return new CommandFailure(
                ExitCode.DATA,
                "there is no dead letter of the number %d; --letters lists those there are".formatted(id));
    }

    private long letterId(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "a dead letter must be named by its number, was \"%s\"; --letters lists them".formatted(text),
                    e);
        }
    }

    private void replay(Work work) {
        SignalChain chain = work.chain();
        Map<Long, Receipt> outcomes = new LinkedHashMap<>();
        if (replay.equals(List.of("all"))) {
            long after = 0;
            List<Long> ids;
            do {
                ids = idsAfter(chain.letters(), after);
                outcomes.putAll(chain.ingest().replay(ids));
                after = ids.isEmpty() ? after : ids.getLast();
                work.progress().step("taking letters in again, up to " + after);
            } while (ids.size() == PAGE);
        } else {
            List<Long> ids = replay.stream().map(this::letterId).toList();
            for (long id : ids) {
                if (chain.letters().find(id).isEmpty()) {
                    throw noLetter(id);
                }
            }
            outcomes.putAll(chain.ingest().replay(ids));
        }
        work.output().replayed(outcomes);
    }

    private static List<Long> idsAfter(DeadLetterStore store, long after) {
        return store.list(new Filter(Optional.empty(), after, PAGE)).stream()
                .map(DeadLetter::id)
                .toList();
    }

    private void windows(Work work) {
        work.progress().step("counting windows");
        work.chain().catchUp(CATCH_UP);
        Optional<String> whose = Optional.ofNullable(person)
                .or(() -> file == null ? Optional.empty() : work.chain().lastActive());
        whose.ifPresent(id ->
                work.output().windows(id, work.clock().instant(), work.chain().windowsOf(id)));
    }

    private void audit(Work work, String id) {
        SignalChain chain = work.chain();
        Optional<SignalGroup> off = Optional.ofNullable(optOut).map(name -> group(chain, name));
        Optional<SignalGroup> on = Optional.ofNullable(optIn).map(name -> group(chain, name));
        work.output().audit("now", chain.privacy().audit(id));
        off.ifPresent(group -> {
            chain.ledger().optOut(id, group);
            work.output().audit("after opting out of " + group, chain.privacy().audit(id));
        });
        on.ifPresent(group -> {
            chain.ledger().optIn(id, group);
            chain.catchUp(CATCH_UP);
            work.output().audit("after opting in to " + group, chain.privacy().audit(id));
        });
    }

    private SignalGroup group(SignalChain chain, String name) {
        return chain.groups().stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "signal group must be one of %s, was \"%s\""
                                .formatted(
                                        chain.groups().stream()
                                                .map(SignalGroup::name)
                                                .toList(),
                                        name)));
    }
}
