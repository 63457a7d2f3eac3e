package org.researchtracker.cli.help;

import static org.researchtracker.cli.help.Roff.bold;
import static org.researchtracker.cli.help.Roff.escaped;
import static org.researchtracker.cli.help.Roff.italic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.HelpLayout;
import org.researchtracker.cli.command.Version;
import org.researchtracker.cli.reading.SelectionOptions;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * A page of the manual, made of what {@code --help} is made of: the commands themselves and the
 * topics of help.
 *
 * @param name such as {@code tracker-list}
 * @param section 1 for a command, 5 or 7 for a topic
 * @param text the page, in the language of {@link Roff}
 */
record ManPage(String name, int section, String text) {
  /** What stands in SEE ALSO: a name with its section. */
  private static final Pattern REFERENCE = Pattern.compile("(\\S+)\\((\\d)\\)");

  /** Returns the name of the page's file. */
  String file() {
    return name + "." + section;
  }

  /** Returns the pages of all commands and topics, dated as given. */
  static List<ManPage> all(CommandLine root, String date) throws IOException {
    List<ManPage> pages = new ArrayList<>();
    addCommand(root, date, pages);
    for (HelpTopic topic : HelpTopic.values()) {
      pages.add(topic(topic, date));
    }
    return pages;
  }

  private static void addCommand(CommandLine line, String date, List<ManPage> pages)
      throws IOException {
    pages.add(command(line, date));
    for (CommandLine each : line.getSubcommands().values()) {
      if (!each.getCommandSpec().usageMessage().hidden()) {
        addCommand(each, date, pages);
      }
    }
  }

  private static ManPage command(CommandLine line, String date) throws IOException {
    CommandSpec spec = line.getCommandSpec();
    UsageMessageSpec usage = spec.usageMessage();
    String name = spec.qualifiedName("-");
    Roff page = begin(name, 1, date);
    page.section("NAME").markup(escaped(name) + " \\- " + escaped(lower(usage.description()[0])));
    page.section("SYNOPSIS").markup(synopsis(line));
    page.section("DESCRIPTION").text(usage.description()[0] + ".");
    for (int i = 1; i < usage.description().length; i++) {
      page.paragraph().text(usage.description()[i]);
    }
    subcommands(page, line);
    arguments(page, spec);
    options(page, line);
    page.section("EXIT STATUS");
    usage.exitCodeList().forEach((code, meaning) -> page.entry(bold(code), meaning));
    sections(page, HelpPage.parse(HelpTopic.ENVIRONMENT.text()));
    examples(page, usage);
    seeAlso(page, line);
    return new ManPage(name, 1, page.toString());
  }

  private static Roff begin(String name, int section, String date) {
    return new Roff(name, section, date, "tracker " + Version.number());
  }

  private static String lower(String text) {
    return text.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + text.substring(1);
  }

  /** The command in bold, the rest as help shows it. */
  private static String synopsis(CommandLine line) {
    String command = line.getCommandSpec().qualifiedName();
    String shown = line.getHelp().synopsis(0).strip();
    return bold(command) + " " + italic(shown.substring(command.length()).strip());
  }

  private static void subcommands(Roff page, CommandLine line) {
    Map<String, CommandLine> subcommands = line.getSubcommands();
    if (subcommands.isEmpty()) {
      return;
    }
    page.section("COMMANDS");
    subcommands.forEach(
        (name, each) -> {
          UsageMessageSpec usage = each.getCommandSpec().usageMessage();
          if (!usage.hidden()) {
            page.entry(bold(name), usage.description()[0]);
          }
        });
  }

  private static void arguments(Roff page, CommandSpec spec) {
    if (!spec.positionalParameters().isEmpty()) {
      page.section("ARGUMENTS");
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      page.entry(italic(parameter.paramLabel()), sentence(parameter));
    }
  }

  private static void options(Roff page, CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    page.section("OPTIONS");
    list(page, spec, option -> !option.inherited() && !selects(option));
    if (spec.options().stream().anyMatch(ManPage::selects)) {
      page.subsection("Which executions and items");
      list(page, spec, ManPage::selects);
    }
    if (spec.options().stream().anyMatch(OptionSpec::inherited)) {
      page.subsection("Options of all commands");
      list(page, spec, OptionSpec::inherited);
    }
  }

  private static boolean selects(OptionSpec option) {
    return option.userObject() instanceof java.lang.reflect.Member member
        && member.getDeclaringClass() == SelectionOptions.class;
  }

  private static void list(Roff page, CommandSpec spec, Predicate<OptionSpec> which) {
    spec.options().stream()
        .filter(option -> !option.hidden())
        .filter(which)
        .sorted(Comparator.comparingInt(OptionSpec::order))
        .forEach(option -> page.entry(names(option), sentence(option)));
  }

  private static String names(OptionSpec option) {
    String names = Arrays.stream(option.names()).map(Roff::bold).collect(Collectors.joining(", "));
    return option.arity().max() == 0 ? names : names + " " + italic(option.paramLabel());
  }

  private static String sentence(ArgSpec spec) {
    return String.join(" ", spec.description()) + ".";
  }

  private static void examples(Roff page, UsageMessageSpec usage) {
    if (usage.footerHeading().equals(HelpLayout.EXAMPLES)) {
      page.section("EXAMPLES");
      List<HelpPage.Block> blocks = new ArrayList<>();
      for (String footer : usage.footer()) {
        // For picocli, which formats a footer, a percent sign is written twice.
        String line = footer.replace("%%", "%");
        blocks.add(new HelpPage.Block("", line, line.startsWith(" ")));
      }
      blocks(page, blocks);
    }
  }

  private static void seeAlso(Roff page, CommandLine line) {
    List<String> others = new ArrayList<>();
    if (line.getParent() != null) {
      others.add(line.getParent().getCommandSpec().qualifiedName("-") + "(1)");
    }
    line.getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(spec -> !spec.usageMessage().hidden())
        .forEach(spec -> others.add(spec.qualifiedName("-") + "(1)"));
    for (HelpTopic topic : HelpTopic.values()) {
      others.add("tracker-" + topic.word() + "(" + topic.section() + ")");
    }
    references(page, others);
  }

  private static void references(Roff page, List<String> others) {
    page.section("SEE ALSO");
    page.markup(
        others.stream()
            .map(
                other -> {
                  Matcher parts = REFERENCE.matcher(other);
                  return parts.matches() ? bold(parts.group(1)) + "(" + parts.group(2) + ")" : "";
                })
            .collect(Collectors.joining(", ")));
  }

  private static ManPage topic(HelpTopic topic, String date) throws IOException {
    String name = "tracker-" + topic.word();
    Roff page = begin(name, topic.section(), date);
    page.section("NAME").markup(escaped(name) + " \\- " + escaped(lower(topic.description())));
    if (topic == HelpTopic.EXIT_CODES) {
      page.section("DESCRIPTION").text("Commands of tracker end with one of these codes.");
      for (ExitCode code : ExitCode.values()) {
        page.entry(bold(Integer.toString(code.code())), code.meaning());
      }
      page.paragraph().text(HelpTopic.OTHER_CODES);
    } else {
      sections(page, HelpPage.parse(topic.text()));
    }
    references(page, List.of("tracker(1)", "tracker-help(1)"));
    return new ManPage(name, topic.section(), page.toString());
  }

  private static void sections(Roff page, HelpPage help) {
    for (HelpPage.Section section : help.sections()) {
      page.section(section.heading());
      blocks(page, section.blocks());
    }
  }

  private static void blocks(Roff page, List<HelpPage.Block> blocks) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      HelpPage.Block block = blocks.get(i);
      if (block.verbatim()) {
        lines.add(block.text().strip());
        if (i + 1 == blocks.size() || !blocks.get(i + 1).verbatim()) {
          page.verbatim(lines);
          lines.clear();
        }
      } else if (!block.term().isEmpty()) {
        page.entry(bold(block.term()), block.text());
      } else {
        (i == 0 ? page : page.paragraph()).text(block.text());
      }
    }
  }
}
