package org.researchtracker.cli.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.output.OutputOptions;
import org.researchtracker.cli.output.Results;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.terminal.ByteSize;
import org.researchtracker.media.store.MediaStore;
import org.researchtracker.media.store.StoreStats;
import org.researchtracker.model.Count;
import org.researchtracker.model.JsonValue.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tracker media store verify}. */
@Command(
    name = "verify",
    description = {
      "Read all that is kept again, and name every fault",
      "damaged: bytes are not those that were kept; missing: they are gone; catalogue: the catalogue is damaged or gone. What no entry names (uncatalogued) and what does not belong there (foreign) is told and is no fault. A fault ends with exit code 5."
    })
final class MediaStoreVerifyCommand implements Callable<ExitCode> {
  static final List<String> FORMATS = List.of("text", "json");

  @Option(names = "--format", paramLabel = "text|json", description = OutputOptions.FORMAT)
  private @Nullable String format;

  @Mixin private final OutputOptions output = new OutputOptions();
  private final Session session;

  MediaStoreVerifyCommand(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() throws IOException {
    boolean json = output.format(session, format, FORMATS, "text", "text").equals("json");
    Path folder = MediaStoreCommand.folder(session);
    try (Results results = output.open(session.console(), false)) {
      StoreFindings findings = new StoreFindings(results.writer(), json, false);
      findings.begin(
          "findings",
          JsonObject.builder().put("schema_version", 1).put("folder", folder.toString()).build());
      StoreStats.Files read =
          Files.isDirectory(folder)
              ? MediaStore.verify(folder, finding -> findings.add("", finding))
              : StoreStats.NONE.content();
      boolean sound = findings.faults() == 0;
      findings.end(
          JsonObject.builder()
              .put("sound", sound)
              .put("fault_count", findings.faults())
              .put("warning_count", findings.others())
              .put("files", read.count())
              .put("bytes", read.bytes())
              .build());
      String sum = Count.of(read.count(), "file") + ", " + ByteSize.format(read.bytes());
      if (sound) {
        findings.line(folder + ": sound: " + sum);
      } else {
        session.notices().tell(Count.of(findings.faults(), "fault") + " in " + sum);
      }
      results.commit();
      return sound ? ExitCode.OK : ExitCode.DAMAGED;
    }
  }
}
