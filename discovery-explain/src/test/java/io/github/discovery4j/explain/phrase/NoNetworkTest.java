package io.github.discovery4j.explain.phrase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.explain.LinearRanker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explains in a JVM of its own, from reading the book on, in which no socket can be made and no name be looked up. */
class NoNetworkTest {

    @Test
    void reasonsAreGivenWhereNoSocketCanBeMade(@TempDir Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.net.preferIPv4Stack=true",
                        "-Djava.nio.channels.spi.SelectorProvider=" + Refusing.class.getName(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NoNetworkTest.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            child.destroyForcibly();
        }
        assertThat(output).content().endsWith("2 shared interests\n");
        assertThat(child.exitValue()).isZero();
    }

    /** The child. */
    public static void main(String[] args) throws IOException {
        refuseSockets();
        assertThatThrownBy(() -> new Socket("127.0.0.1", 9)).hasMessageContaining("no network here");
        assertThatThrownBy(() -> new ServerSocket(0)).hasMessageContaining("no network here");
        assertThatThrownBy(java.nio.channels.SocketChannel::open).hasMessageContaining("no network here");
        List<List<Reason>> reasons = PhraseExplainer.builder()
                .build()
                .explain(TestSlates.slate(
                        ConsentView.ALLOW_ALL,
                        List.of(FeatureColumn.number("shared_interests", SignalGroup.INTERESTS, Owner.BOTH)),
                        new LinearRanker(Map.of("shared_interests", 1.0), 0),
                        List.<float[]>of(new float[] {2})));
        System.out.print(reasons.getFirst().getFirst().text(Locale.ENGLISH) + "\n");
    }

    @SuppressWarnings("deprecation") // the one way to stand between a program and its sockets
    private static void refuseSockets() throws IOException {
        Socket.setSocketImplFactory(() -> {
            throw new UncheckedIOException(new IOException("no network here"));
        });
        ServerSocket.setSocketFactory(() -> {
            throw new UncheckedIOException(new IOException("no network here"));
        });
    }

    /** Channels and selectors of the child. */
    public static final class Refusing extends java.nio.channels.spi.SelectorProvider {

        private static IOException refused() {
            return new IOException("no network here");
        }

        @Override
        public java.nio.channels.DatagramChannel openDatagramChannel() throws IOException {
            throw refused();
        }

        @Override
        public java.nio.channels.DatagramChannel openDatagramChannel(java.net.ProtocolFamily family)
                throws IOException {
            throw refused();
        }

        @Override
        public java.nio.channels.Pipe openPipe() throws IOException {
            throw refused();
        }

        @Override
        public java.nio.channels.spi.AbstractSelector openSelector() throws IOException {
            throw refused();
        }

        @Override
        public java.nio.channels.ServerSocketChannel openServerSocketChannel() throws IOException {
            throw refused();
        }

        @Override
        public java.nio.channels.SocketChannel openSocketChannel() throws IOException {
            throw refused();
        }
    }
}
