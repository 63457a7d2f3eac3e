package org.researchtracker.cli.media;

import static org.researchtracker.cli.command.ExitCode.DAMAGED;
import static org.researchtracker.cli.command.ExitCode.FAILED;
import static org.researchtracker.cli.command.ExitCode.INTERRUPTED;
import static org.researchtracker.cli.command.ExitCode.OK;
import static org.researchtracker.cli.command.ExitCode.USAGE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.researchtracker.cli.command.CommandGroup;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.settings.Setting;
import org.researchtracker.cli.settings.Settings;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine.Command;

/** {@code tracker media store}. */
@Command(
    name = "store",
    description = {
      "Look after the media that were brought from elsewhere and are kept",
      "The store is no cache: what it holds may exist nowhere else. These commands need no logs."
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "Whether everything is there and undamaged:",
      "  tracker media store verify",
      "What could be removed, and then its removal:",
      "  tracker media store gc --dry-run",
      "  tracker media store gc"
    })
final class MediaStoreCommand implements CommandGroup {
  private final Session session;

  MediaStoreCommand(Session session) {
    this.session = session;
  }

  @Override
  public Map<String, Member> members() {
    List<ExitCode> plain = List.of(OK, FAILED, USAGE, INTERRUPTED);
    List<ExitCode> verifies = List.of(OK, FAILED, USAGE, DAMAGED, INTERRUPTED);
    Map<String, Member> members = new LinkedHashMap<>();
    members.put("verify", new Member(() -> new MediaStoreVerifyCommand(session), verifies));
    members.put("gc", new Member(() -> new MediaStoreGcCommand(session), plain));
    members.put("stats", new Member(() -> new MediaStoreStatsCommand(session), plain));
    return members;
  }

  /**
   * Returns the store's folder, whether it is there or not.
   *
   * @throws TrackerException if it was named and is not there
   */
  static Path folder(Session session) {
    Path folder = session.settings().store();
    Settings.Value named = session.settings().of(Setting.STORE);
    if (!named.values().isEmpty() && !Files.isDirectory(folder)) {
      throw TrackerException.failed(
          "there is no media store in " + folder + " (" + named.place() + ")",
          "name the folder of one; the first medium that is fetched makes it");
    }
    return folder;
  }
}
