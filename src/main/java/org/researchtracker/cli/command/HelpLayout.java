package org.researchtracker.cli.command;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How help is laid out: the same on every terminal, a command's own options before the shared. */
public final class HelpLayout {
  /** How many columns help has at most. */
  public static final int WIDTH = 100;

  /** What stands above examples, which are the footer of a command. */
  public static final String EXAMPLES = "%nExamples:%n";

  private static final String SHARED = "sharedOptions";

  private HelpLayout() {}

  /** Gives a command this layout and a table of the exit codes that it can end with. */
  public static void install(CommandLine line, List<ExitCode> codes) {
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    line.setUsageHelpWidth(WIDTH);
    usage.sortOptions(false).abbreviateSynopsis(true);
    usage.commandListHeading("%nCommands:%n");
    usage.optionListHeading("%nOptions:%n");
    usage.parameterListHeading("%n");
    usage.exitCodeListHeading("%nExit codes:%n");
    Map<String, String> table = new LinkedHashMap<>();
    codes.forEach(code -> table.put(Integer.toString(code.code()), code.meaning()));
    usage.exitCodeList(table);
    line.getHelpSectionMap().put(SECTION_KEY_DESCRIPTION, HelpLayout::paragraphs);
    line.getHelpSectionMap().put(SECTION_KEY_OPTION_LIST, HelpLayout::ownOptions);
    line.getHelpSectionMap()
        .put(
            SECTION_KEY_OPTION_LIST_HEADING,
            help -> own(help).isEmpty() ? "" : help.optionListHeading());
    line.getHelpSectionMap().put(SHARED, HelpLayout::sharedOptions);
    List<String> keys = new ArrayList<>(line.getHelpSectionKeys());
    keys.remove(SHARED);
    keys.add(keys.indexOf(SECTION_KEY_EXIT_CODE_LIST_HEADING), SHARED);
    line.setHelpSectionKeys(keys);
  }

  /** The line that lists show, then one paragraph for each further text. */
  private static String paragraphs(Help help) {
    StringBuilder out = new StringBuilder();
    for (String text : help.commandSpec().usageMessage().description()) {
      if (out.length() > 0) {
        out.append(System.lineSeparator());
      }
      for (String line : wrap(text, "")) {
        out.append(line).append(System.lineSeparator());
      }
    }
    return out.toString();
  }

  private static List<OptionSpec> own(Help help) {
    return help.commandSpec().options().stream()
        .filter(option -> !option.inherited() && !option.hidden())
        .sorted(Comparator.comparingInt(OptionSpec::order))
        .toList();
  }

  private static String ownOptions(Help help) {
    Layout layout = help.createDefaultLayout();
    layout.addOptions(own(help), help.parameterLabelRenderer());
    return layout.toString();
  }

  private static String sharedOptions(Help help) {
    String names =
        help.commandSpec().options().stream()
            .filter(option -> option.inherited() && !option.hidden())
            .sorted(Comparator.comparingInt(OptionSpec::order))
            .map(OptionSpec::longestName)
            .collect(Collectors.joining(", "));
    if (names.isEmpty()) {
      return "";
    }
    String text = "Options of all commands ('tracker --help' explains them): " + names;
    StringBuilder out = new StringBuilder(System.lineSeparator());
    for (String line : wrap(text, "  ")) {
      out.append(line).append(System.lineSeparator());
    }
    return out.toString();
  }

  /** Breaks text into lines; all but the first begin with an indent. */
  private static List<String> wrap(String text, String indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(indent);
      } else if (line.length() > 0) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
