package org.researchtracker.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.researchtracker.cli.terminal.IoReason;
import org.researchtracker.model.TrackerException;

/** Results in a file: written beside it under another name, and renamed when they are complete. */
public final class FileResults extends Results {
  private final Path target;
  private final Path written;
  private final Writer writer;

  private FileResults(Path target, Path written, OutputStream stream) {
    this.target = target;
    this.written = written;
    this.writer = new BufferedWriter(new OutputStreamWriter(stream, UTF_8), 1 << 16);
  }

  /** Opens a file for results; what stands there stays until they are complete. */
  public static FileResults open(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw TrackerException.failed(
            "cannot write " + file + ": it is a folder", "name a file with -o");
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        // A device or a pipe: nothing to rename.
        OutputStream stream = Files.newOutputStream(file, StandardOpenOption.WRITE);
        return new FileResults(file, file, told(file, stream));
      }
      // A link stays a link; what it points to is replaced.
      Path target = Files.exists(file) ? file.toRealPath() : file;
      Path written =
          target.resolveSibling(
              target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
      OutputStream stream = Files.newOutputStream(written);
      Unfinished.begun(written);
      return new FileResults(target, written, told(file, stream));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static OutputStream told(Path file, OutputStream stream) {
    return new FilterOutputStream(stream) {
      @Override
      public void write(byte[] bytes, int offset, int length) {
        try {
          out.write(bytes, offset, length);
        } catch (IOException e) {
          throw failure(file, e);
        }
      }
    };
  }

  private static TrackerException failure(Path file, IOException e) {
    return new TrackerException(
        TrackerException.Kind.FAILED,
        "cannot write " + file + ": " + IoReason.of(e),
        "choose another place with -o",
        e);
  }

  @Override
  public Writer writer() {
    return writer;
  }

  @Override
  public boolean terminal() {
    return false;
  }

  @Override
  public void commit() {
    try {
      writer.close();
      if (!written.equals(target)) {
        Files.move(
            written, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Unfinished.finished(written);
      }
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      writer.close();
    } catch (TrackerException e) {
      // Flushing what is left of a failed write fails again; the failure is on its way already.
      return;
    } finally {
      if (!written.equals(target)) {
        Unfinished.delete(written);
      }
    }
  }
}
