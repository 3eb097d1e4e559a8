package io.github.discovery4j.examples.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.signal.EventLogException;
import io.github.discovery4j.examples.signals.SignalStoreException.Why;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalChainTest {

    @TempDir
    private Path folder;

    @Test
    void aStoreThatIsDamagedWhereItIsReadIsNamedWithARemedy() {
        try (SignalStore store = SignalStore.at(folder.resolve("store"));
                SignalChain chain = SignalChain.open(store, InstantSource.system())) {
            assertThat(chain.<Long>read(opened -> opened.log().lastPosition())).isZero();
            assertThatThrownBy(() -> chain.read(opened -> {
                        throw new EventLogException("reading the event log failed", false, null);
                    }))
                    .isInstanceOfSatisfying(
                            SignalStoreException.class,
                            failure -> assertThat(failure.why()).isEqualTo(Why.UNREADABLE))
                    .hasMessageContainingAll("discovery.db", "reading the event log failed", "restore the store");
        }
    }
}
