/**
 * The subcommands of {@code discovery}, and what they share.
 *
 * <p>Reading order: {@link io.github.discovery4j.examples.command.RecommendCommand} and
 * {@link io.github.discovery4j.examples.command.EvaluateCommand}, one class a subcommand, and so
 * {@link io.github.discovery4j.examples.command.FeaturesCommand}, {@link
 * io.github.discovery4j.examples.command.SignalsCommand} and {@link io.github.discovery4j.examples.command.SampleCommand};
 * {@link io.github.discovery4j.examples.command.ExitCode} and
 * {@link io.github.discovery4j.examples.command.FailureReport}, how a command ends when it cannot do what it was asked.
 * Behind them, {@code ReadingOptions} reads data and says what it guessed and skipped, {@code Progress} shows on standard
 * error that something is still happening, and {@code Models} lists what can be evaluated.
 *
 * <p>Results go to standard output and everything else to standard error, both in UTF-8. <b>Dependencies:</b> the
 * library, the other packages of the examples, picocli and Jackson. <b>Threads:</b> a command runs once, on one thread.
 */
@NullMarked
package io.github.discovery4j.examples.command;

import org.jspecify.annotations.NullMarked;
