/** A user's module. Its tests run inside it, so it also names what they need. */
open module com.example.consumer {
    requires io.github.discovery4j.core;
    requires io.github.discovery4j.explain;
    requires io.github.discovery4j.index;
    requires io.github.discovery4j.rank;
    requires io.github.discovery4j.testkit;
    requires net.jqwik.api;
    requires net.jqwik.engine;
    requires org.assertj.core;
    requires org.junit.jupiter.api;
    requires org.junit.jupiter.engine;
    requires org.junit.platform.launcher;
}
