/**
 * The entry of the runnable jar: finds a Java runtime that is new enough and hands over to it.
 *
 * <p>Compiled for Java 8, so that whatever {@code java} stands first on the PATH can say what is missing instead of
 * failing with an unsupported class version. Read {@link io.github.discovery4j.launcher.Launcher} first. Nothing here
 * may use the rest of the library.
 */
package io.github.discovery4j.launcher;
