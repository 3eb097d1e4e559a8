package io.github.discovery4j.core.adapter.micrometer;

import io.github.discovery4j.core.observe.Meter;
import io.github.discovery4j.core.observe.MeterSink;
import io.github.discovery4j.core.observe.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleConsumer;

/**
 * Keeps figures in a Micrometer registry.
 *
 * <p>Every meter of {@link Meters#all} is registered at once, so that dashboards find it: 0 or NaN until something reports,
 * in a series whose tags are all {@value #NONE} when it has tags. A meter for durations becomes a distribution summary in
 * the unit that its name says, not a timer: a registry would put its own unit behind the name. Percentiles are the host's to
 * ask for, with a {@code MeterFilter}.
 *
 * <p>A meter has at most {@value #MAX_SERIES} series; what more there would be is counted with all tags {@value #OTHER}, so
 * that nothing can flood the registry.
 *
 * <p><b>Cost:</b> two hash look-ups a measurement. <b>Threads:</b> safe.
 */
public final class MicrometerMeters implements MeterSink {

    /** The tags' value in series that only announce a meter. */
    public static final String NONE = "none";

    /** The tags' value of the series that takes what is too much. */
    public static final String OTHER = "other";

    /** How many series of one meter are kept apart. */
    public static final int MAX_SERIES = 1_000;

    private final MeterRegistry registry;
    private final Map<String, Family> families = new ConcurrentHashMap<>();

    private MicrometerMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Meter meter : Meters.all()) {
            family(meter).series(Collections.nCopies(meter.tags().size(), NONE));
        }
    }

    /**
     * Registers all meters.
     *
     * @param registry the host's
     * @return a sink that keeps figures there
     */
    @SuppressWarnings("exports") // whoever calls it requires the library's module
    public static MicrometerMeters in(MeterRegistry registry) {
        MicrometerLibrary.require();
        return new MicrometerMeters(registry);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there is not one value a tag
     */
    @Override
    public void record(Meter meter, double value, String... tagValues) {
        family(meter).series(List.of(tagValues)).accept(value);
    }

    private Family family(Meter meter) {
        Family family = families.get(meter.name());
        return family != null ? family : families.computeIfAbsent(meter.name(), name -> new Family(meter));
    }

    /** All series of a meter. */
    private final class Family {
        private final Meter meter;
        private final Map<List<String>, DoubleConsumer> series = new ConcurrentHashMap<>();

        Family(Meter meter) {
            this.meter = meter;
        }

        DoubleConsumer series(List<String> tagValues) {
            DoubleConsumer known = series.get(tagValues);
            if (known != null) {
                return known;
            }
            if (tagValues.size() != meter.tags().size()) {
                throw new IllegalArgumentException("meter \"%s\" has tags %s, was given %d values; give one each"
                        .formatted(meter.name(), meter.tags(), tagValues.size()));
            }
            List<String> values = series.size() < MAX_SERIES ? tagValues : Collections.nCopies(tagValues.size(), OTHER);
            return series.computeIfAbsent(values, this::register);
        }

        private DoubleConsumer register(List<String> tagValues) {
            List<Tag> tags = new ArrayList<>(tagValues.size());
            for (int tag = 0; tag < tagValues.size(); tag++) {
                tags.add(Tag.of(meter.tags().get(tag), tagValues.get(tag)));
            }
            String unit = meter.unit().isEmpty() ? null : meter.unit();
            return switch (meter.kind()) {
                case TIMER ->
                    DistributionSummary.builder(meter.name())
                            .baseUnit(unit)
                            .description(meter.description())
                            .tags(tags)
                            .register(registry)::record;
                case COUNTER ->
                    Counter.builder(meter.name())
                            .baseUnit(unit)
                            .description(meter.description())
                            .tags(tags)
                            .register(registry)::increment;
                case GAUGE -> {
                    AtomicLong bits = new AtomicLong(Double.doubleToLongBits(Double.NaN));
                    Gauge.builder(meter.name(), bits, held -> Double.longBitsToDouble(held.get()))
                            .baseUnit(unit)
                            .description(meter.description())
                            .tags(tags)
                            .strongReference(true)
                            .register(registry);
                    yield value -> bits.set(Double.doubleToLongBits(value));
                }
            };
        }
    }
}
