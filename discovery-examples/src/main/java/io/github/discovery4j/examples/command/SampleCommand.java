package io.github.discovery4j.examples.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.discovery4j.core.signal.Intent;
import io.github.discovery4j.examples.sample.EventFile;
import io.github.discovery4j.examples.sample.EventFile.Written;
import io.github.discovery4j.examples.sample.Hobby;
import io.github.discovery4j.examples.sample.Person;
import io.github.discovery4j.examples.sample.Profile;
import io.github.discovery4j.examples.sample.SampleActivity;
import io.github.discovery4j.examples.sample.SampleCommunity;
import io.github.discovery4j.examples.sample.Skill;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code discovery sample}: writes what the made-up community did, can and looks for. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes what the people of a made-up community did as JSON lines, to try 'discovery signals' without data of"
                    + " one's own, and what they can, look for and are used to.",
            "As in life, a few lines come twice, late or broken. The same seed, size, days and moment give the same files."
        },
        footer = {
            "",
            "Example:",
            "  discovery sample --events events.jsonl --profiles profiles.jsonl",
            "  discovery sample --events - --people 500 | discovery signals -"
        })
public final class SampleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--events", paramLabel = "FILE", description = "Where events go; - for standard output.")
    private @Nullable String events;

    @Option(
            names = "--profiles",
            paramLabel = "FILE",
            description = "Where people go, one a line, with skills, intents and online hours; - for standard output.")
    private @Nullable String profiles;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "What the community is drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--people",
            paramLabel = "N",
            defaultValue = "" + SampleCommunity.DEFAULT_PEOPLE_COUNT,
            converter = PositiveNumber.class,
            description = "How many people it has (default: ${DEFAULT-VALUE}).")
    private int people;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "" + SampleActivity.DEFAULT_DAYS,
            converter = PositiveNumber.class,
            description =
                    "How many days of events, at most " + SampleActivity.MAX_DAYS + " (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            description = "When the last of them arrives, such as 2026-03-01T18:00:00Z (default: now).")
    private @Nullable Instant asOf;

    @Option(names = "--flawless", description = "Write each event once, and none broken.")
    private boolean flawless;

    /** Creates the command; picocli fills it. */
    public SampleCommand() {}

    @Override
    public Integer call() throws IOException {
        if (events == null && profiles == null) {
            throw new ParameterException(spec.commandLine(), "name a file for --events, for --profiles, or for both");
        }
        if ("-".equals(events) && "-".equals(profiles)) {
            throw new ParameterException(
                    spec.commandLine(), "only one of --events and --profiles can go to standard output");
        }
        Instant moment = asOf == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : asOf;
        PrintWriter out = spec.commandLine().getOut();
        try (Progress progress = new Progress(out, spec.commandLine().getErr(), Progress.Style.ofTerminal())) {
            progress.step("drawing %,d people".formatted(people));
            SampleActivity activity = activity(moment);
            if (events != null) {
                progress.step("writing " + events);
                EventFile file = flawless ? EventFile.flawless() : EventFile.asTheyCome();
                try (Target target = Target.of(events, out)) {
                    Written written = file.write(activity, target);
                    target.keep();
                    progress.say(String.format(
                            Locale.ROOT,
                            "Wrote %,d events of %,d people in the %d days before %s to %s; %,d lines come twice, %,d are broken.",
                            written.lines(),
                            people,
                            days,
                            moment,
                            target,
                            written.twice(),
                            written.broken()));
                }
            }
            if (profiles != null) {
                progress.step("writing " + profiles);
                try (Target target = Target.of(profiles, out)) {
                    writeProfiles(activity, target);
                    target.keep();
                    progress.say(
                            "Wrote what %,d people can, look for and are used to, to %s.".formatted(people, target));
                }
            }
        }
        return ExitCode.OK;
    }

    private SampleActivity activity(Instant moment) {
        try {
            return SampleCommunity.generate(seed, people).activity(moment, days);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static void writeProfiles(SampleActivity activity, OutputStream out) throws IOException {
        for (int ordinal = 0; ordinal < activity.community().people().size(); ordinal++) {
            Person person = activity.community().people().get(ordinal);
            String line = json(person, activity.profile(ordinal), activity.asOf()) + "\n";
            out.write(line.getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
    }

    private static ObjectNode json(Person person, Profile profile, Instant asOf) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("user_id", person.id());
        node.put("city", person.city().name());
        node.put("time_zone", profile.rhythm().zone().getId());
        addAll(node.putArray("languages"), person.languages());
        addAll(
                node.putArray("hobbies"),
                person.hobbies().stream().map(Hobby::id).toList());
        addAll(
                node.putArray("skills_offered"),
                profile.offered().stream().map(Skill::id).toList());
        addAll(
                node.putArray("skills_wanted"),
                profile.wanted().stream().map(Skill::id).toList());
        ArrayNode intents = node.putArray("intents");
        for (Intent intent : profile.intents()) {
            ObjectNode one = intents.addObject();
            one.put("name", intent.name());
            ObjectNode parameters = one.putObject("parameters");
            new TreeMap<>(intent.parameters()).forEach(parameters::put);
            one.put("expires_at", intent.expiresAt().toString());
            one.put("holds", intent.expiresAt().isAfter(asOf));
        }
        ArrayNode hours = node.putArray("online_hours");
        profile.rhythm().hours().forEach(share -> hours.add(Math.round(share * 1e4) / 1e4));
        return node;
    }

    private static void addAll(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }

    /** Where lines go: a file that appears whole or not at all, or standard output. */
    private static final class Target extends FilterOutputStream {
        private final String name;
        private final @Nullable Path temporary;

        private Target(String name, @Nullable Path temporary, OutputStream out) {
            super(out);
            this.name = name;
            this.temporary = temporary;
        }

        static Target of(String name, PrintWriter standardOutput) throws IOException {
            if (name.equals("-")) {
                return new Target("standard output", null, new Printed(standardOutput));
            }
            Path file = Path.of(name);
            Path folder = file.toAbsolutePath().getParent();
            if (Files.isDirectory(file) || folder == null) {
                throw CommandFailure.of(
                        ExitCode.CANNOT_WRITE,
                        new FileSystemException(name, null, "this is a folder; name a file in it"));
            }
            Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
            try {
                return new Target(name, temporary, new BufferedOutputStream(Files.newOutputStream(temporary)));
            } catch (IOException e) {
                throw CommandFailure.of(ExitCode.CANNOT_WRITE, e);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        /** Gives the file its name; without this call it goes. */
        void keep() throws IOException {
            out.flush();
            if (temporary != null) {
                out.close();
                Files.move(temporary, Path.of(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }

        @Override
        public void close() throws IOException {
            if (temporary != null) {
                out.close();
                Files.deleteIfExists(temporary);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Text in ASCII, or whole lines of UTF-8, handed to a writer. */
    private static final class Printed extends OutputStream {
        private final PrintWriter out;

        Printed(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(new String(bytes, offset, length, StandardCharsets.UTF_8));
            if (out.checkError()) {
                throw new IOException("standard output takes no more; let whoever reads it read on");
            }
        }

        @Override
        public void flush() {
            out.flush();
        }
    }
}
