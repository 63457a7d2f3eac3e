package org.researchtracker.cli.command;

import java.util.concurrent.Callable;

/** A command that can take a plain line apart by itself, without picocli. */
public interface PlainCommand extends Callable<ExitCode> {

  /** Takes the words that the command knows, its options first. */
  void take(PlainLine line);
}
