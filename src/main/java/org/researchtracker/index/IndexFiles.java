package org.researchtracker.index;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.researchtracker.log.LogFileName;
import org.researchtracker.model.TrackerException;

/**
 * The file that an index lies in: opened, healed where it is damaged, refused where it is something
 * else.
 */
final class IndexFiles {
  private IndexFiles() {}

  /** Opens an index; one that is damaged is made empty first, under the lock. */
  static IndexStore openOrHeal(Path file, IndexEvents events) throws IOException, SQLException {
    try {
      IndexStore store = IndexStore.open(file);
      try {
        store.state();
        return store;
      } catch (SQLException e) {
        store.close();
        throw e;
      }
    } catch (SQLException e) {
      if (!IndexStore.isDamage(e)) {
        throw e;
      }
      try (RefreshLock lock = RefreshLock.take(file, () -> {})) {
        heal(file, lock, events);
      }
      return IndexStore.open(file);
    }
  }

  /** Makes a damaged index empty. */
  static void heal(Path file, RefreshLock held, IndexEvents events) throws IOException {
    java.util.Objects.requireNonNull(held);
    events.notice("the index " + file + " was damaged; it is made anew from the logs");
    IndexStore.truncate(file);
  }

  /**
   * An index is made anew without asking, so what is no index must never be taken for a damaged
   * one.
   */
  static void refuseForeign(Path file) {
    try {
      if (!Files.exists(file) || Files.size(file) == 0 || Files.exists(RefreshLock.path(file))) {
        return;
      }
      if (!Files.isRegularFile(file)) {
        throw foreign(file, "no file");
      }
      byte[] head;
      try (java.io.InputStream in = Files.newInputStream(file)) {
        head = in.readNBytes(16);
      }
      String magic = new String(head, java.nio.charset.StandardCharsets.ISO_8859_1);
      if (!magic.startsWith("SQLite format 3")
          || LogFileName.isLog(String.valueOf(file.getFileName()))) {
        throw foreign(file, "no index");
      }
    } catch (IOException e) {
      // Opening it will say what is wrong.
    }
  }

  static TrackerException foreign(Path file, String what) {
    return TrackerException.failed(
        file + " is " + what + "; it is left as it is", "name another file with --index");
  }

  /** Returns why something failed, for a person. */
  static String reason(Throwable e) {
    if (e instanceof java.nio.file.AccessDeniedException denied) {
      return "permission denied: " + denied.getFile();
    }
    if (e instanceof FileSystemException failed && failed.getReason() != null) {
      return failed.getReason();
    }
    String message = String.valueOf(e.getMessage());
    return message.isEmpty() || message.equals("null") ? e.getClass().getSimpleName() : message;
  }
}
