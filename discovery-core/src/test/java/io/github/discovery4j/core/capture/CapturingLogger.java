package io.github.discovery4j.core.capture;

import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.DefaultLoggingEvent;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LoggingEventAware;
import org.slf4j.spi.LoggingEventBuilder;

/** Gives everything, of any level, to the log that is being captured; else what the other logger wants, to that one. */
final class CapturingLogger extends LegacyAbstractLogger implements LoggingEventAware {

    private static final long serialVersionUID = 1;

    private final transient Logger other;

    CapturingLogger(Logger other) {
        this.other = other;
        this.name = other.getName();
    }

    @Override
    public void log(LoggingEvent event) {
        if (CapturedLog.take(event)) {
            return;
        }
        LoggingEventBuilder line = other.atLevel(event.getLevel());
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                line = line.addKeyValue(pair.key, pair.value);
            }
        }
        Object[] arguments = event.getArgumentArray();
        line.setCause(event.getThrowable()).log(event.getMessage(), arguments == null ? new Object[0] : arguments);
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String message, Object[] arguments, Throwable throwable) {
        DefaultLoggingEvent event = new DefaultLoggingEvent(level, this);
        event.setMessage(message);
        if (arguments != null) {
            event.addArguments(arguments);
        }
        event.setThrowable(throwable);
        log(event);
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return CapturingLogger.class.getName();
    }

    @Override
    public boolean isTraceEnabled() {
        return CapturedLog.listens() || other.isTraceEnabled();
    }

    @Override
    public boolean isDebugEnabled() {
        return CapturedLog.listens() || other.isDebugEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        return CapturedLog.listens() || other.isInfoEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
        return CapturedLog.listens() || other.isWarnEnabled();
    }

    @Override
    public boolean isErrorEnabled() {
        return CapturedLog.listens() || other.isErrorEnabled();
    }
}
