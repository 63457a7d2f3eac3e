package org.researchtracker.bundle;

import java.io.IOException;
import org.researchtracker.bundle.document.BundleDescription;
import org.researchtracker.bundle.document.BundleFacts;
import org.researchtracker.bundle.document.PayloadFiles;

/**
 * The tag files of a bag (RFC 8493). Paths need no percent-encoding (section 2.1.3): the names
 * inside a bundle have neither line breaks nor percent signs.
 */
final class BagFiles {
  /** The version of the bundle's own format. */
  static final String FORMAT_VERSION = "1";

  private BagFiles() {}

  static void declaration(Appendable out) throws IOException {
    out.append("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
  }

  static void info(BundleFacts facts, long payloadBytes, long payloadFiles, Appendable out)
      throws IOException {
    BundleDescription description = facts.description();
    field("Bag-Software-Agent", "tracker " + facts.version(), out);
    field("Bagging-Date", facts.date().toString(), out);
    field("Bundle-Format-Version", FORMAT_VERSION, out);
    if (description.mail().isPresent()) {
      field("Contact-Email", description.mail().get(), out);
    }
    field("Content-Digest", "sha256:" + facts.contentDigest(), out);
    field("External-Description", description.title().orElse("Tracker export"), out);
    field("External-Identifier", facts.identifier(), out);
    field("Payload-Oxum", payloadBytes + "." + payloadFiles, out);
    field("Source-Organization", description.publisher().orElse("not stated"), out);
  }

  /** One line a field: a line break in a value would begin another field. */
  private static void field(String label, String value, Appendable out) throws IOException {
    out.append(label)
        .append(": ")
        .append(value.strip().replaceAll("[\\p{Cntrl}\\s]+", " "))
        .append('\n');
  }

  static void manifest(PayloadFiles files, String prefix, Appendable out) throws IOException {
    files.forEach(
        file ->
            out.append(file.sha512()).append("  ").append(prefix).append(file.path()).append('\n'));
  }
}
