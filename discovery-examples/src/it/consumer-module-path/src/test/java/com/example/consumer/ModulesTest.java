package com.example.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.testkit.RankerContract;
import org.junit.jupiter.api.Test;

/** The project is what it says it is: everything of ours is a named module here. */
class ModulesTest {
    @Test
    void allIsOnTheModulePath() {
        assertThat(getClass().getModule().getName()).isEqualTo("com.example.consumer");
        assertThat(Ranker.class.getModule().getName()).isEqualTo("io.github.discovery4j.core");
        assertThat(RankerContract.class.getModule().getName()).isEqualTo("io.github.discovery4j.testkit");
        assertThat(ModuleLayer.boot().modules().stream().map(Module::getName))
                .contains(
                        "io.github.discovery4j.index", "io.github.discovery4j.rank", "io.github.discovery4j.explain");
    }

    @Test
    void theJarIsTheOneJustPublished() {
        String jar = Ranker.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        assertThat(jar)
                .as("the jar under test; one that lies in ~/.m2 was installed by hand and hides the published one")
                .contains("/discovery-examples/target/local-repo/");
    }
}
