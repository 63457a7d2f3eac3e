package org.researchtracker.cli.archiving;

import static org.researchtracker.cli.command.ExitCode.DAMAGED;
import static org.researchtracker.cli.command.ExitCode.FAILED;
import static org.researchtracker.cli.command.ExitCode.INTERRUPTED;
import static org.researchtracker.cli.command.ExitCode.LOCKED;
import static org.researchtracker.cli.command.ExitCode.OK;
import static org.researchtracker.cli.command.ExitCode.PARTIAL;
import static org.researchtracker.cli.command.ExitCode.USAGE;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.researchtracker.archive.ArchiveReport;
import org.researchtracker.archive.ArchiveRequest;
import org.researchtracker.archive.ArchiveRun;
import org.researchtracker.archive.Ingredients;
import org.researchtracker.archive.NameTemplate;
import org.researchtracker.archive.Per;
import org.researchtracker.bundle.BundleOptions;
import org.researchtracker.cli.bundling.BundleContentOptions;
import org.researchtracker.cli.command.CommandGroup;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.command.Version;
import org.researchtracker.cli.output.MissingList;
import org.researchtracker.cli.reading.IndexPlace;
import org.researchtracker.cli.reading.Reading;
import org.researchtracker.cli.reading.SelectionOptions;
import org.researchtracker.cli.reading.Whereabouts;
import org.researchtracker.cli.session.Session;
import org.researchtracker.model.Selection;
import org.researchtracker.model.TimeExpressions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tracker archive}. */
@Command(
    name = "archive",
    description = {
      "Bundle what is ready and not archived yet; for cron",
      "Silent when all is well. What has not changed is skipped, what has gained something gets a"
          + " version beside the old one, and nothing is ever overwritten or made smaller. Ids and"
          + " times choose which bundles are looked at, other selecting options what is in them."
    },
    footerHeading = HelpLayout.EXAMPLES,
    footer = {
      "Each night, a bundle for each day that is over:",
      "  tracker archive --to /srv/archive --per day --lock-wait 5m",
      "What a monitor asks:",
      "  tracker archive status --to /srv/archive --max-age 26h"
    })
public final class ArchiveCommand implements Callable<ExitCode>, CommandGroup {
  /** What help says of {@code --min-free}, on every command. */
  static final String MIN_FREE =
      "Stop before less than this is free on the disk, such as 2G (default: 0)";

  @Parameters(paramLabel = "ID", arity = "0..*", description = SelectionOptions.ID)
  private List<String> ids = List.of();

  @Option(
      names = "--per",
      paramLabel = "execution|session|day|config|device|user",
      hideParamSyntax = true,
      description =
          "What goes into one bundle; config, device and user are per day (default: execution)")
  private String per = Per.EXECUTION.word();

  @Option(
      names = "--name-template",
      paramLabel = "TEMPLATE",
      description =
          "What bundles are named by, of {date}, {time}, {id}, {config}, {session}, {device},"
              + " {user} and {per} (default for executions: {date}_{config}_{id})")
  private @Nullable String template;

  @Option(
      names = "--settle",
      paramLabel = "SPAN",
      description =
          "How long nothing must have been added to what has not ended, and how long after"
              + " midnight a day is over (default: 1h)")
  private String settle = "1h";

  @Option(
      names = "--idle",
      paramLabel = "SPAN",
      description = "How long a session may pause before it is over (default: 30m)")
  private String idle = "30m";

  @Option(names = "--min-free", paramLabel = "SIZE", description = MIN_FREE)
  private String minFree = "0";

  @Option(
      names = "--since-last",
      paramLabel = "NAME",
      description =
          "Only what is new since the last run under this name that failed in nothing, wherever"
              + " that one wrote to")
  private @Nullable String sinceLast;

  @Option(
      names = "--errors-to",
      paramLabel = "FILE",
      description =
          "Write the ids of executions that could not be archived, one a line, as --ids-from"
              + " takes them")
  private @Nullable String errorsTo;

  @Option(
      names = "--not-again",
      description = "Do not make a bundle again that was taken out of the folder")
  private boolean notAgain;

  @Option(
      names = "--logs-expire",
      description = "Expect that logs lose what is old: do not tell of bundles that outlive them")
  private boolean logsExpire;

  @Mixin private final ArchivePlace place = new ArchivePlace();
  @Mixin private final ArchiveOptions archive = new ArchiveOptions();
  @Mixin private final ArchiveFetching fetching = new ArchiveFetching();
  @Mixin private final BundleContentOptions content = new BundleContentOptions();
  @Mixin private final SelectionOptions selection = new SelectionOptions();
  private final Session session;

  /** Makes the command for a run of the program. */
  public ArchiveCommand(Session session) {
    this.session = session;
  }

  @Override
  public Map<String, Member> members() {
    List<ExitCode> reads = List.of(OK, FAILED, USAGE, PARTIAL, INTERRUPTED);
    Map<String, Member> members = new LinkedHashMap<>();
    members.put("status", new Member(() -> new ArchiveStatusCommand(session, place), reads));
    members.put(
        "retry",
        new Member(
            () -> new ArchiveRetryCommand(session, place),
            List.of(OK, FAILED, USAGE, PARTIAL, LOCKED, INTERRUPTED)));
    members.put(
        "verify",
        new Member(
            () -> new ArchiveVerifyCommand(session, place),
            List.of(OK, FAILED, USAGE, DAMAGED, INTERRUPTED)));
    members.put(
        "prune",
        new Member(
            () -> new ArchivePruneCommand(session, place),
            List.of(OK, FAILED, USAGE, LOCKED, INTERRUPTED)));
    return members;
  }

  @Override
  public ExitCode call() throws IOException {
    TimeExpressions times =
        new TimeExpressions(session.console().clock(), session.settings().zone());
    BundleOptions options = content.toOptions(times);
    Per unit = Per.parse(per, "--per");
    selection.words().toSelection(times);
    // Mistakes are told before anything is opened.
    request(unit, Selection.ALL);
    fetching.settings();
    try (MissingList errors = MissingList.of(session, errorsTo, "--errors-to");
        ArchiveRun run = archive.begin(session, place.folder(session), "archive");
        Whereabouts whereabouts = Whereabouts.of(session.settings())) {
      if (fetching.settings().isEmpty()) {
        run.readAhead(whereabouts.resolver());
      }
      try (Reading reading = Reading.openUnwatched(session)) {
        fetching.prepare(session, reading, run);
        ArchiveRequest request = request(unit, reading.selectUnwatched(selection, ids));
        Ingredients in = ingredients(session, reading, whereabouts, content, options);
        ArchiveReport report = run.archive(request, in);
        for (String id : report.failed()) {
          errors.add(id);
        }
        errors.commit();
        return ArchiveWords.end(session, report, reading.exit());
      }
    }
  }

  /** Puts together what all bundles of a run are made with. */
  static Ingredients ingredients(
      Session session,
      Reading reading,
      Whereabouts whereabouts,
      BundleContentOptions content,
      BundleOptions options) {
    return new Ingredients(
        reading.catalog(),
        whereabouts.resolver(),
        options,
        content.description(session),
        Version.number(),
        reading.zone(),
        IndexPlace.rootsDigest(session.settings()));
  }

  private ArchiveRequest request(Per unit, Selection chosen) {
    return new ArchiveRequest(
        unit,
        NameTemplate.parse(template == null ? unit.template() : template, "--name-template"),
        ArchiveOptions.span("--settle", settle),
        ArchiveOptions.span("--idle", idle),
        chosen,
        selection.limit().orElse(0),
        Optional.ofNullable(sinceLast).map(name -> ArchiveOptions.bookmark(session, name)),
        ArchiveOptions.size("--min-free", minFree),
        !notAgain,
        logsExpire);
  }
}
