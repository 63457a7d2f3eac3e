package org.researchtracker.bundle.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.researchtracker.fuzzing.Inputs.check;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.researchtracker.fuzzing.FuzzTarget;

/** Whatever the bytes of a ZIP are: verifying ends, and its counts are those of what it told. */
final class BundleFuzz implements FuzzTarget {
  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());

  @Override
  public List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (TestBag bag : List.of(TestBag.valid(), TestBag.of("0.97", "md5", "sha256"))) {
      seeds.add(bag.zip("bag/"));
    }
    Map<String, String> plain = new TreeMap<>();
    plain.put("bundle/records.jsonl", "{\"execution_id\":\"a\",\"items\":[]}\n");
    plain.put("bundle/bundle.json", "{\"format\":\"tracker-bundle\"}");
    plain.put("bundle/executions.csv", "execution_id\na\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> entry : plain.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(UTF_8));
        zip.closeEntry();
      }
    }
    seeds.add(out.toByteArray());
    return seeds;
  }

  @Override
  public void take(byte[] input) throws IOException {
    Path zip = files.getPath("/fuzz/bundle.zip");
    Files.write(zip, input);
    List<Fault> told = new ArrayList<>();
    BundleReport report = BundleVerifier.verify(zip, told::add);
    check(report.faults() + report.warnings() >= told.size(), "more is told than counted");
    check(told.isEmpty() == (report.faults() + report.warnings() == 0), "counted, and not told");
  }
}
