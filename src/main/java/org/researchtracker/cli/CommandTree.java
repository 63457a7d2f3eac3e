package org.researchtracker.cli;

import static org.researchtracker.cli.command.ExitCode.DAMAGED;
import static org.researchtracker.cli.command.ExitCode.FAILED;
import static org.researchtracker.cli.command.ExitCode.INTERRUPTED;
import static org.researchtracker.cli.command.ExitCode.LOCKED;
import static org.researchtracker.cli.command.ExitCode.NOT_FOUND;
import static org.researchtracker.cli.command.ExitCode.OK;
import static org.researchtracker.cli.command.ExitCode.PARTIAL;
import static org.researchtracker.cli.command.ExitCode.USAGE;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.researchtracker.cli.archiving.ArchiveCommand;
import org.researchtracker.cli.bundling.ExportCommand;
import org.researchtracker.cli.bundling.VerifyCommand;
import org.researchtracker.cli.command.CommandGroup;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.completion.CompleteCommand;
import org.researchtracker.cli.completion.CompletionCommand;
import org.researchtracker.cli.help.HelpCommand;
import org.researchtracker.cli.help.ManCommand;
import org.researchtracker.cli.help.VersionCommand;
import org.researchtracker.cli.importing.ImportCommand;
import org.researchtracker.cli.listing.ItemsCommand;
import org.researchtracker.cli.listing.ListCommand;
import org.researchtracker.cli.listing.OutputsCommand;
import org.researchtracker.cli.listing.SearchCommand;
import org.researchtracker.cli.listing.ShowCommand;
import org.researchtracker.cli.listing.StatsCommand;
import org.researchtracker.cli.media.MediaCommand;
import org.researchtracker.cli.recording.RecordCommand;
import org.researchtracker.cli.serving.ServeCommand;
import org.researchtracker.cli.session.Session;
import org.researchtracker.cli.upkeep.DoctorCommand;
import org.researchtracker.cli.upkeep.IndexCommand;
import org.researchtracker.cli.upkeep.SettingsCommand;
import org.researchtracker.model.Nearest;
import org.researchtracker.model.TrackerException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Knows every command and builds those that are needed: reading a command's annotations takes
 * milliseconds, so usually that is one.
 */
final class CommandTree {
  /** A command: what builds it, and the exit codes that it can end with. */
  private record Entry(Function<Session, Object> maker, List<ExitCode> codes) {}

  /** No words, so that every command of a command is built. */
  private static final Set<String> ALL = Set.of();

  private static final Map<String, Entry> COMMANDS = new LinkedHashMap<>();

  static {
    List<ExitCode> plain = List.of(OK, FAILED, USAGE, INTERRUPTED);
    List<ExitCode> reads = List.of(OK, FAILED, USAGE, PARTIAL, NOT_FOUND, INTERRUPTED);
    put("list", ListCommand::new, reads);
    put("show", ShowCommand::new, reads);
    put("items", ItemsCommand::new, reads);
    put("outputs", OutputsCommand::new, reads);
    put("search", SearchCommand::new, reads);
    put("stats", StatsCommand::new, reads);
    put("export", ExportCommand::new, with(reads, LOCKED));
    put("archive", ArchiveCommand::new, with(reads, LOCKED));
    put("media", MediaCommand::new, reads);
    put("verify", VerifyCommand::new, List.of(OK, FAILED, USAGE, DAMAGED, INTERRUPTED));
    put(
        "import",
        ImportCommand::new,
        List.of(OK, FAILED, USAGE, PARTIAL, DAMAGED, LOCKED, INTERRUPTED));
    put("doctor", DoctorCommand::new, List.of(OK, FAILED, USAGE, PARTIAL, INTERRUPTED));
    put("record", RecordCommand::new, List.of(OK, FAILED, USAGE, PARTIAL, LOCKED, INTERRUPTED));
    put("serve", ServeCommand::new, plain);
    put("index", IndexCommand::new, plain);
    put("settings", SettingsCommand::new, plain);
    put("completion", session -> new CompletionCommand(session, all(session)), plain);
    put("help", session -> new HelpCommand(session, all(session)), plain);
    put("version", VersionCommand::new, plain);
    put(CompleteCommand.NAME, CompleteCommand::new, plain);
    put(TrainCommand.NAME, TrainCommand::new, plain);
    put(ManCommand.NAME, session -> new ManCommand(session, all(session)), plain);
  }

  private static List<ExitCode> with(List<ExitCode> codes, ExitCode more) {
    return Stream.concat(codes.stream(), Stream.of(more)).sorted().toList();
  }

  private static void put(String name, Function<Session, Object> maker, List<ExitCode> codes) {
    COMMANDS.put(name, new Entry(maker, codes));
  }

  /** Returns what builds all commands, for those that speak of the others. */
  private static Supplier<CommandLine> all(Session session) {
    return () -> new CommandTree(session).whole();
  }

  private final Session session;

  CommandTree(Session session) {
    this.session = session;
  }

  /** Returns the names of the commands that people use, in the order of help. */
  static List<String> names() {
    return COMMANDS.keySet().stream().filter(name -> !name.startsWith("__")).toList();
  }

  /** Builds the root with the one command that these arguments ask for; for help alone, all. */
  CommandLine forArguments(String... args) {
    CommandLine root = root();
    Optional<String> name = firstCommand(root.getCommandSpec(), args);
    if (name.isEmpty()) {
      List<String> words = Arrays.asList(args);
      if (words.contains("--help") || words.contains("-h")) {
        names().forEach(each -> add(root, each, ALL));
      }
      return root;
    }
    if (!COMMANDS.containsKey(name.get())) {
      List<String> near = Nearest.of(name.get(), names(), 3);
      throw new TrackerException(
          TrackerException.Kind.USAGE,
          "unknown command '" + name.get() + "'",
          near.isEmpty()
              ? "'tracker help' lists the commands"
              : "did you mean " + String.join(" or ", near) + "?");
    }
    add(root, name.get(), new HashSet<>(Arrays.asList(args)));
    return root;
  }

  /** Builds the root with every command that people use. */
  CommandLine whole() {
    CommandLine root = root();
    names().forEach(name -> add(root, name, ALL));
    return root;
  }

  private CommandLine root() {
    CommandLine root = new CommandLine(new RootCommand(session.globals()));
    configure(root, List.of(ExitCode.values()));
    return root;
  }

  private void add(CommandLine root, String name, Set<String> words) {
    Entry entry = COMMANDS.get(name);
    if (entry != null) {
      add(root, name, entry.maker().apply(session), entry.codes(), words);
    }
  }

  /**
   * Adds a command with those of its own commands that are among the words; where none is, with all
   * of them. A word may be an option's value, which does no harm but that one is built in vain.
   */
  private static void add(
      CommandLine parent, String name, Object made, List<ExitCode> codes, Set<String> words) {
    CommandLine command = new CommandLine(made);
    if (made instanceof CommandGroup group) {
      Map<String, CommandGroup.Member> members = group.members();
      boolean any = members.keySet().stream().anyMatch(words::contains);
      members.forEach(
          (each, member) -> {
            if (!any || words.contains(each)) {
              add(command, each, member.maker().get(), member.codes(), words);
            }
          });
    }
    parent.addSubcommand(name, command);
    configure(command, codes);
  }

  private static void configure(CommandLine line, List<ExitCode> codes) {
    line.setExpandAtFiles(false);
    line.setOverwrittenOptionsAllowed(true);
    line.getCommandSpec().interpolateVariables(false);
    HelpLayout.install(line, codes);
  }

  /** Finds the command's name: the first argument that is neither an option nor its value. */
  private static Optional<String> firstCommand(CommandSpec root, String... args) {
    Map<String, OptionSpec> options = root.optionsMap();
    for (int i = 0; i < args.length; i++) {
      String arg = args[i];
      if (arg.equals("--")) {
        return i + 1 < args.length ? Optional.of(args[i + 1]) : Optional.empty();
      }
      if (!arg.startsWith("-") || arg.equals("-")) {
        return Optional.of(arg);
      }
      OptionSpec option = options.get(arg);
      if (option != null && option.arity().min() > 0) {
        i++;
      } else if (option == null && !isCluster(arg, options) && !isAssigned(arg, options)) {
        throw new TrackerException(
            TrackerException.Kind.USAGE,
            "unknown option '" + arg + "' before the command",
            "options of one command stand after its name; see 'tracker --help'");
      }
    }
    return Optional.empty();
  }

  private static boolean isAssigned(String arg, Map<String, OptionSpec> options) {
    int equals = arg.indexOf('=');
    return equals > 0 && options.containsKey(arg.substring(0, equals));
  }

  private static boolean isCluster(String arg, Map<String, OptionSpec> options) {
    return !arg.startsWith("--")
        && arg.substring(1).chars().allMatch(c -> options.containsKey("-" + (char) c));
  }
}
