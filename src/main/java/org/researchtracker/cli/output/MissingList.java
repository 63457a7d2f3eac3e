package org.researchtracker.cli.output;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.session.Session;
import org.researchtracker.model.TrackerException;

/**
 * A file with the ids of executions that lack something or failed, one a line, each once; whole or
 * not at all. Executions come one after the other.
 */
public final class MissingList implements AutoCloseable {
  private final Optional<Results> file;
  private @Nullable String last;

  private MissingList(Optional<Results> file) {
    this.file = file;
  }

  /** Begins the file of this name, if one is named by the option. */
  public static MissingList of(Session session, @Nullable String name, String option) {
    if (name == null) {
      return new MissingList(Optional.empty());
    }
    try {
      return new MissingList(Optional.of(FileResults.open(session.console().cwd().resolve(name))));
    } catch (InvalidPathException e) {
      throw new TrackerException(
          TrackerException.Kind.USAGE, option + " '" + name + "' is no path on this system", "", e);
    }
  }

  /**
   * Adds an execution, if it is another than the one before; does nothing where no file is named.
   */
  public void add(String executionId) throws IOException {
    if (file.isPresent() && !executionId.equals(last)) {
      file.get().writer().append(executionId).append('\n');
      last = executionId;
    }
  }

  /** Says that the file is complete; without this, closing leaves none. */
  public void commit() throws IOException {
    if (file.isPresent()) {
      file.get().commit();
    }
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }
}
