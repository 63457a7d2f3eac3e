package org.researchtracker.cli.media;

import static org.researchtracker.cli.command.ExitCode.FAILED;
import static org.researchtracker.cli.command.ExitCode.INTERRUPTED;
import static org.researchtracker.cli.command.ExitCode.NOT_FOUND;
import static org.researchtracker.cli.command.ExitCode.OK;
import static org.researchtracker.cli.command.ExitCode.PARTIAL;
import static org.researchtracker.cli.command.ExitCode.USAGE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.researchtracker.cli.command.CommandGroup;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.session.Session;
import picocli.CommandLine.Command;

/** {@code tracker media}. */
@Command(
    name = "media",
    description = {
      "Say how it stands with media, and look after those that are kept",
      "Media are looked for where the log says, through --map, below the media roots, and in the media store."
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "Which media of this week are not there:",
      "  tracker media check --since -7d | grep -v '^='",
      "Bring what is elsewhere before it is gone:",
      "  tracker media fetch --comfyui http://localhost:8188",
      "Whether what is kept is sound:",
      "  tracker media store verify"
    })
public final class MediaCommand implements CommandGroup {
  private final Session session;

  /** Makes the command for a run of the program. */
  public MediaCommand(Session session) {
    this.session = session;
  }

  @Override
  public Map<String, Member> members() {
    List<ExitCode> reads = List.of(OK, FAILED, USAGE, PARTIAL, NOT_FOUND, INTERRUPTED);
    Map<String, Member> members = new LinkedHashMap<>();
    members.put("check", new Member(() -> new MediaCheckCommand(session), reads));
    members.put("fetch", new Member(() -> new MediaFetchCommand(session), reads));
    members.put("at-risk", new Member(() -> new MediaAtRiskCommand(session), reads));
    members.put(
        "store",
        new Member(() -> new MediaStoreCommand(session), List.of(OK, FAILED, USAGE, INTERRUPTED)));
    return members;
  }
}
