package io.github.discovery4j.examples.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.discovery4j.core.data.WholeFile;
import io.github.discovery4j.core.signal.Intent;
import io.github.discovery4j.examples.sample.EventFile;
import io.github.discovery4j.examples.sample.EventFile.Written;
import io.github.discovery4j.examples.sample.Hobby;
import io.github.discovery4j.examples.sample.Person;
import io.github.discovery4j.examples.sample.Profile;
import io.github.discovery4j.examples.sample.SampleActivity;
import io.github.discovery4j.examples.sample.SampleCommunity;
import io.github.discovery4j.examples.sample.Skill;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
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

    private static final String STANDARD_OUTPUT = "-";

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
        if (STANDARD_OUTPUT.equals(events) && STANDARD_OUTPUT.equals(profiles)) {
            throw new ParameterException(
                    spec.commandLine(), "only one of --events and --profiles can go to standard output");
        }
        Instant moment = asOf == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : asOf;
        PrintWriter out = spec.commandLine().getOut();
        try (Progress progress = new Progress(out, spec.commandLine().getErr(), Progress.Style.ofTerminal())) {
            progress.step(String.format(Locale.ROOT, "drawing %,d people", people));
            SampleActivity activity = activity(moment);
            if (events != null) {
                progress.step("writing " + events);
                writeEvents(activity, events, out, progress);
            }
            if (profiles != null) {
                progress.step("writing " + profiles);
                write(profiles, out, target -> writeProfiles(activity, target));
                progress.say(String.format(
                        Locale.ROOT,
                        "Wrote what %,d people can, look for and are used to, to %s.",
                        people,
                        shown(profiles)));
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

    private void writeEvents(SampleActivity activity, String target, PrintWriter out, Progress progress)
            throws IOException {
        EventFile file = flawless ? EventFile.flawless() : EventFile.asTheyCome();
        AtomicReference<@Nullable Written> result = new AtomicReference<>();
        write(target, out, stream -> result.set(file.write(activity, stream)));
        Written written = Objects.requireNonNull(result.get());
        progress.say(String.format(
                Locale.ROOT,
                "Wrote %,d events of %,d people in the %d days before %s to %s; %,d lines come twice, %,d are broken.",
                written.lines(),
                people,
                days,
                activity.asOf(),
                shown(target),
                written.twice(),
                written.broken()));
    }

    /** Writes a file that appears whole or not at all, or standard output. */
    private static void write(String target, PrintWriter out, WholeFile.Body body) throws IOException {
        if (target.equals(STANDARD_OUTPUT)) {
            body.writeTo(new Printed(out));
        } else {
            WholeFile.write(Path.of(target), body);
        }
    }

    private static String shown(String target) {
        return target.equals(STANDARD_OUTPUT) ? "standard output" : target;
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

    /** Text in ASCII, or whole lines of UTF-8, handed to a writer. */
    private static final class Printed extends OutputStream {
        private final PrintWriter out;

        Printed(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            out.write(new String(bytes, offset, length, StandardCharsets.UTF_8));
            OutputEndedException.check(out);
        }

        @Override
        public void flush() {
            out.flush();
        }
    }
}
