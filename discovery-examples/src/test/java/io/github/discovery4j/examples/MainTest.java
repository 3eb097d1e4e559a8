package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {

    @Test
    void namesItsSubcommandsWhenCalledWithoutOne() {
        CommandRun run = CommandRun.of();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("recommend", "evaluate", "demo");
    }

    @Test
    void helpOfEachCommandHasDefaultsAndAnExample() {
        for (String command : new String[] {"recommend", "evaluate"}) {
            CommandRun help = CommandRun.of(command, "--help");
            assertThat(help.exitCode()).isZero();
            assertThat(help.out())
                    .contains("Example:", "discovery " + command, "(default: ", "movielens-100k", "filmtrust");
            assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
        }
    }

    @Test
    void suggestsWhatWasMeant() {
        CommandRun option = CommandRun.of("recommend", "--date", "x");
        assertThat(option.exitCode()).isEqualTo(2);
        assertThat(option.err()).contains("--data");
        CommandRun command = CommandRun.of("recomend");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains("recommend");
    }

    @Test
    void printsAStackTraceOnlyWhenAsked() {
        String[] missing = {"recommend", "--data", "/nowhere/at/all", "--user", "ana"};
        assertThat(CommandRun.of((Object[]) missing).err()).doesNotContain("\tat ");
        assertThat(CommandRun.of("recommend", "--data", "/nowhere/at/all", "--user", "ana", "--stack-trace")
                        .err())
                .contains("\tat ");
        assertThat(CommandRun.of("--stack-trace", "recommend", "--data", "/nowhere/at/all", "--user", "ana")
                        .err())
                .contains("\tat ");
    }
}
