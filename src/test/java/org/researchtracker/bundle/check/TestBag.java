package org.researchtracker.bundle.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A bag in the making: valid until a test does something to it. */
final class TestBag {
  private final Map<String, byte[]> files = new TreeMap<>();

  static TestBag of(String version, String... algorithms) {
    TestBag bag = new TestBag();
    bag.put("bagit.txt", "BagIt-Version: " + version + "\nTag-File-Character-Encoding: UTF-8\n");
    bag.put("data/a.txt", "first");
    bag.put("data/folder/b.txt", "second file");
    bag.put("bag-info.txt", "Payload-Oxum: 16.2\nSource-Organization: none\n  at all\n");
    for (String algorithm : algorithms) {
      bag.manifest(algorithm);
    }
    return bag;
  }

  static TestBag valid() {
    return of("1.0", "sha512").tagManifest("sha512");
  }

  TestBag put(String path, String text) {
    return put(path, text.getBytes(UTF_8));
  }

  TestBag put(String path, byte[] bytes) {
    files.put(path, bytes);
    return this;
  }

  TestBag append(String path, String text) {
    return put(path, text(path) + text);
  }

  TestBag replace(String path, String old, String text) {
    return put(path, text(path).replace(old, text));
  }

  TestBag remove(String path) {
    files.remove(path);
    return this;
  }

  String text(String path) {
    return new String(files.getOrDefault(path, new byte[0]), UTF_8);
  }

  String digest(String algorithm, String path) {
    String java = BagManifest.of("manifest-" + algorithm + ".txt").orElseThrow().algorithm();
    return HexFormat.of()
        .formatHex(BagManifest.digest(java).digest(files.getOrDefault(path, new byte[0])));
  }

  TestBag manifest(String algorithm) {
    return write("manifest-" + algorithm + ".txt", algorithm, true);
  }

  TestBag tagManifest(String algorithm) {
    return write("tagmanifest-" + algorithm + ".txt", algorithm, false);
  }

  private TestBag write(String name, String algorithm, boolean payload) {
    StringBuilder text = new StringBuilder();
    for (String path : files.keySet()) {
      if (path.startsWith("data/") == payload && !path.startsWith("tagmanifest-")) {
        text.append(digest(algorithm, path)).append("  ");
        text.append(path.replace("%", "%25").replace("\n", "%0A")).append('\n');
      }
    }
    return put(name, text.toString());
  }

  Path folder(Path parent) throws IOException {
    Path folder = Files.createTempDirectory(parent, "bag");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return folder;
  }

  byte[] zip(String root) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(root + file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  Path zipped(Path parent) throws IOException {
    return Files.write(Files.createTempFile(parent, "bag", ".zip"), zip("bag/"));
  }

  /** Verifies a place; returns the lines, warnings among them. */
  static List<String> lines(Path place) throws IOException {
    List<String> lines = new ArrayList<>();
    BundleReport report = BundleVerifier.verify(place, fault -> lines.add(fault.line()));
    long warnings = lines.stream().filter(line -> line.startsWith("warning: ")).count();
    if (report.warnings() != warnings || report.faults() != lines.size() - warnings) {
      throw new AssertionError(report + " counts otherwise than " + lines);
    }
    return lines;
  }
}
