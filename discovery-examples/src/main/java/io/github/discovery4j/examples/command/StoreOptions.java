package io.github.discovery4j.examples.command;

import io.github.discovery4j.examples.signals.SignalChain;
import io.github.discovery4j.examples.signals.SignalStore;
import io.github.discovery4j.examples.signals.SignalStoreException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that say which events: part of a group of the commands that train. */
class StoreOptions {

    @Option(names = "--store", paramLabel = "DIR", required = true, description = "The store of 'discovery signals'.")
    private Path store = Path.of("");

    @Option(names = "--as-of", paramLabel = "INSTANT", description = "Nothing later is read (default: now).")
    private Optional<Instant> asOf = Optional.empty();

    StoreOptions() {}

    Path store() {
        return store;
    }

    Instant asOf() {
        return asOf.orElseGet(Instant::now);
    }

    /**
     * Reads from the store.
     *
     * @throws CommandFailure if it cannot be used
     */
    <T> T read(Function<SignalChain, T> work) {
        try (SignalStore opened = SignalStore.existing(store);
                SignalChain chain = SignalChain.open(opened, InstantSource.system())) {
            return chain.read(work);
        } catch (SignalStoreException e) {
            throw CommandFailure.of(e);
        }
    }
}
