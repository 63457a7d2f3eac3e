package org.researchtracker.cli;

import java.util.Optional;
import org.researchtracker.cli.bundling.ExportCommand;
import org.researchtracker.cli.bundling.VerifyCommand;
import org.researchtracker.cli.command.PlainCommand;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.help.VersionCommand;
import org.researchtracker.cli.listing.ItemsCommand;
import org.researchtracker.cli.listing.ListCommand;
import org.researchtracker.cli.listing.OutputsCommand;
import org.researchtracker.cli.listing.SearchCommand;
import org.researchtracker.cli.listing.ShowCommand;
import org.researchtracker.cli.listing.StatsCommand;
import org.researchtracker.cli.media.MediaCheckCommand;
import org.researchtracker.cli.recording.RecordCommand;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.upkeep.DoctorCommand;
import org.researchtracker.cli.upkeep.SettingsCommand;

/** Knows the commands that a plain line can ask for, and builds the one that is asked for. */
final class PlainCommands {
  private PlainCommands() {}

  /**
   * Builds the command that a plain line asks for.
   *
   * @param session whose global options are filled; of no use any more where nothing is returned
   * @return the command as picocli would have filled it, or nothing if the line is one for picocli
   */
  static Optional<PlainCommand> of(Session session, String... args) {
    PlainLine line = new PlainLine(args);
    session.globals().take(line);
    PlainCommand command =
        switch (line.word()) {
          case "list" -> new ListCommand(session);
          case "show" -> new ShowCommand(session);
          case "items" -> new ItemsCommand(session);
          case "outputs" -> new OutputsCommand(session);
          case "search" -> new SearchCommand(session);
          case "stats" -> new StatsCommand(session);
          case "doctor" -> new DoctorCommand(session);
          case "export" -> new ExportCommand(session);
          case "media" -> line.word().equals("check") ? new MediaCheckCommand(session) : null;
          case "verify" -> new VerifyCommand(session);
          case "record" -> new RecordCommand(session);
          case "settings" -> new SettingsCommand(session);
          case "version" -> new VersionCommand(session);
          default -> null;
        };
    if (command == null) {
      return Optional.empty();
    }
    command.take(line);
    return line.isTaken() ? Optional.of(command) : Optional.empty();
  }
}
