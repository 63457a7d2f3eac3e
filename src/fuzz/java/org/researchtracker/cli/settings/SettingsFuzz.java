package org.researchtracker.cli.settings;

import static org.researchtracker.fuzzing.Inputs.check;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.researchtracker.fuzzing.FuzzTarget;
import org.researchtracker.fuzzing.Inputs;
import org.researchtracker.model.TrackerException;

/** Any settings file is read, or refused with its name. */
final class SettingsFuzz implements FuzzTarget {
  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());

  @Override
  public List<byte[]> seeds() {
    return Inputs.of(
        "\ufeff# a comment\nlogs = /var/log/a,\\\n  /var/log/b\nzone: Europe/Berlin\n",
        "media-root /srv/media\nlogs=\\u0041\\t\\n\n!x\n");
  }

  @Override
  public void take(byte[] input) throws IOException {
    Path file = files.getPath("/fuzz/tracker.properties");
    Files.write(file, input);
    try {
      SettingsFile.readNamed(file)
          .forEach((setting, entry) -> check(entry.line() > 0, "no line: " + setting));
    } catch (TrackerException e) {
      check(e.what().contains(file.toString()), "does not name the file: " + e.what());
    }
  }
}
