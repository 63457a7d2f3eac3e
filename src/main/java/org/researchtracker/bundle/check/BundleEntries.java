package org.researchtracker.bundle.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Opens single entries of a bundle without looking at the rest. */
public final class BundleEntries {
  private BundleEntries() {}

  /** Reads an entry. */
  public interface Reader {
    void read(InputStream in) throws IOException;
  }

  /**
   * Reads the first entry that is wanted.
   *
   * @param bundle a ZIP or a folder
   * @param wanted is given paths below the root folder, of a folder only those of its own files and
   *     those in {@code data}
   * @return whether there is one
   * @throws IOException if it cannot be read, or is not as the ZIP says
   */
  public static boolean read(Path bundle, Predicate<String> wanted, Reader reader)
      throws IOException {
    return Files.isDirectory(bundle)
        ? ofFolder(bundle, wanted, reader)
        : ofZip(bundle, wanted, reader);
  }

  private static boolean ofFolder(Path folder, Predicate<String> wanted, Reader reader)
      throws IOException {
    for (String name :
        new String[] {
          BagInfo.NAME, "provenance.json", BagPaths.PAYLOAD + BagBase.RECORDS, BagBase.RECORDS
        }) {
      Path file = folder.resolve(name);
      if (wanted.test(name) && Files.exists(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          reader.read(in);
          return true;
        }
      }
    }
    return false;
  }

  private static boolean ofZip(Path file, Predicate<String> wanted, Reader reader)
      throws IOException {
    try (ZipBytes zip = ZipBytes.open(file)) {
      ZipDirectory directory = new ZipDirectory(zip, new FaultLog(fault -> {}));
      directory.read();
      for (ZipMember member : directory.members()) {
        String name = member.name();
        if (wanted.test(name.substring(name.indexOf('/') + 1))) {
          try (InputStream in = ZipContent.open(zip, member, ZipLocals.dataOf(zip, member))) {
            reader.read(in);
            return true;
          }
        }
      }
      return false;
    }
  }
}
