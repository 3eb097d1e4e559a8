package io.github.discovery4j.examples.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number of at least 1. */
final class PositiveNumber implements ITypeConverter<Integer> {

    PositiveNumber() {}

    @Override
    public Integer convert(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through: the same message says what is allowed.
        }
        throw new TypeConversionException("must be a whole number of 1 or more that fits an int, was \"" + text + "\"");
    }
}
