package org.researchtracker.recorder;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.FileAppender;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/**
 * Something to log to: the recorder, or a logging library that writes a line of the same length to a
 * file in the background. All have a queue of 65,536 and drop what finds no room, or wait for it.
 */
abstract class Sink {
  private static final int QUEUE = 1 << 16;

  /** Logs an item. */
  abstract void log();

  /** Writes what is pending and returns how many lines were written. */
  abstract long close() throws IOException;

  /**
   * Opens one.
   *
   * @param name {@code recorder}, {@code logback} or {@code log4j}
   * @param waits whether a call waits for room
   */
  static Sink open(String name, Path folder, boolean waits) {
    return switch (name) {
      case "recorder" -> new Recorder(folder, waits);
      case "logback" -> new Logback(folder, waits);
      case "log4j" -> new Log4j(folder, waits);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static final class Recorder extends Sink {
    private final ExecutionTracker tracker;
    private final ExecutionScope run;

    Recorder(Path folder, boolean waits) {
      RecorderOptions options = RecorderOptions.usual().queue(QUEUE, 256 << 20);
      if (waits) {
        options = options.overflow(OverflowPolicy.waitUpTo(Duration.ofMinutes(1)));
      }
      tracker = ExecutionTracker.open(folder, options);
      run = tracker.start(ExecutionStart.of("benchmark"));
    }

    @Override
    void log() {
      run.interceptionResult(Line.PROMPT, Line.DETAILS);
    }

    @Override
    long close() {
      tracker.close(Duration.ofMinutes(5));
      return tracker.stats().written();
    }
  }

  private static final class Logback extends Sink {
    private final LoggerContext context = new LoggerContext();
    private final ch.qos.logback.classic.Logger logger;
    private final AsyncAppender async = new AsyncAppender();
    private final Path file;

    Logback(Path folder, boolean waits) {
      file = folder.resolve("logback.log");
      context.setMDCAdapter(new LogbackMDCAdapter());
      PatternLayoutEncoder encoder = new PatternLayoutEncoder();
      encoder.setContext(context);
      encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level %logger - %msg%n");
      encoder.start();
      FileAppender<ILoggingEvent> appender = new FileAppender<>();
      appender.setContext(context);
      appender.setFile(file.toString());
      appender.setImmediateFlush(false);
      appender.setEncoder(encoder);
      appender.start();
      async.setContext(context);
      async.setQueueSize(QUEUE);
      async.setNeverBlock(!waits);
      async.setDiscardingThreshold(0);
      async.setMaxFlushTime(300_000);
      async.addAppender(appender);
      async.start();
      logger = context.getLogger("benchmark");
      logger.setAdditive(false);
      logger.addAppender(async);
    }

    @Override
    void log() {
      logger.info(Line.MESSAGE);
    }

    @Override
    long close() throws IOException {
      async.stop();
      context.stop();
      return lines(file);
    }
  }

  private static final class Log4j extends Sink {
    private final AsyncLoggerContext context;
    private final org.apache.logging.log4j.Logger logger;
    private final Path file;

    Log4j(Path folder, boolean waits) {
      System.setProperty("log4j2.asyncLoggerRingBufferSize", Integer.toString(QUEUE));
      if (!waits) {
        System.setProperty("log4j2.asyncQueueFullPolicy", "Discard");
        System.setProperty("log4j2.discardThreshold", "FATAL");
      }
      file = folder.resolve("log4j.log");
      ConfigurationBuilder<BuiltConfiguration> builder =
          ConfigurationBuilderFactory.newConfigurationBuilder();
      builder.add(
          builder
              .newAppender("file", "RandomAccessFile")
              .addAttribute("fileName", file.toString())
              .addAttribute("immediateFlush", false)
              .add(
                  builder
                      .newLayout("PatternLayout")
                      .addAttribute(
                          "pattern", "%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level %logger - %msg%n")));
      builder.add(
          builder
              .newRootLogger(org.apache.logging.log4j.Level.INFO)
              .add(builder.newAppenderRef("file")));
      context = new AsyncLoggerContext("benchmark", null, (URI) null);
      context.start(builder.build());
      logger = context.getLogger("benchmark");
    }

    @Override
    void log() {
      logger.info(Line.MESSAGE);
    }

    @Override
    long close() throws IOException {
      context.stop();
      return lines(file);
    }
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  /** Deletes a folder and what is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
