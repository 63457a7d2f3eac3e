package org.researchtracker.fuzzing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.Jazzer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gives each target the same time, one after another, each in a Java of its own with 256 MiB.
 *
 * <p>What was found to lead somewhere new is kept below {@code target/fuzz} and begun with the next
 * time. Ends with a count of the targets that did not hold; what made them fail stands there, too.
 */
public final class Campaign {
  private static final List<String> TARGETS =
      List.of(
          "log.LogLineFuzz",
          "log.LogScannerFuzz",
          "model.WordsFuzz",
          "media.SnifferFuzz",
          "media.StripperFuzz",
          "importer.LenientJsonFuzz",
          "importer.ImportFuzz",
          "bundle.check.BundleFuzz",
          "server.QueryFuzz",
          "cli.settings.SettingsFuzz");

  private static final String BASE = "org.researchtracker.";

  /** What a target did. */
  private record Done(long inputs, long bytes, boolean held) {}

  private Campaign() {}

  /** Takes the seconds for each target and the folder for what is found; then targets, or all. */
  public static void main(String[] args) throws Exception {
    List<String> wanted = Arrays.asList(args).subList(2, args.length);
    long bytes = 0;
    int failed = 0;
    for (String name : TARGETS) {
      if (wanted.isEmpty() || wanted.contains(name.substring(name.lastIndexOf('.') + 1))) {
        Done done = run(name, args[0], Path.of(args[1]).resolve(name));
        System.out.printf(
            "%-26s %,12d inputs %,14d bytes  %s%n",
            name, done.inputs, done.bytes, done.held ? "held" : "DID NOT HOLD");
        bytes += done.bytes;
        failed += done.held ? 0 : 1;
      }
    }
    System.out.printf("%,d bytes in all%n", bytes);
    System.exit(Math.min(failed, 1));
  }

  private static Done run(String name, String seconds, Path folder) throws Exception {
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    int number = 0;
    for (byte[] seed : Fuzzer.target(BASE + name).seeds()) {
      Files.write(corpus.resolve("seed-" + number++), seed);
    }
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command(name, seconds, folder, corpus))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean held = process.waitFor() == 0;
    try (BufferedReader lines = Files.newBufferedReader(log, UTF_8)) {
      return counted(lines, held);
    }
  }

  private static List<String> command(String name, String seconds, Path folder, Path corpus) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-Dfile.encoding=UTF-8",
            "-D" + Fuzzer.TARGET + "=" + BASE + name,
            "-cp",
            System.getProperty("java.class.path"),
            Jazzer.class.getName(),
            "--target_class=" + Fuzzer.class.getName(),
            "--instrumentation_includes=org.researchtracker.**:tools.jackson.core.**",
            "--reproducer_path=" + folder,
            "-artifact_prefix=" + folder + "/",
            "-max_total_time=" + seconds,
            "-timeout=60",
            "-max_len=65536",
            "-len_control=0",
            "-keep_seed=1",
            corpus.toString()));
  }

  private static Done counted(BufferedReader lines, boolean held) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(Fuzzer.COUNTED)) {
        String[] words = line.split(" ", -1);
        return new Done(Long.parseLong(words[1]), Long.parseLong(words[2]), held);
      }
    }
    return new Done(0, 0, false);
  }
}
