package org.researchtracker.cli.help;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of help by its parts. On such a page a line that begins with a word in capitals is a
 * heading, text is indented by two blanks, a term stands two blanks or more before its meaning, and
 * what follows further in belongs to the meaning.
 *
 * @param title the first line
 * @param sections the rest
 */
record HelpPage(String title, List<Section> sections) {
  private static final Pattern ENTRY = Pattern.compile(" {2}(\\S+(?: \\S+)*?) {2,}(\\S.*)");
  private static final Pattern HEADING = Pattern.compile("[A-Z]{2,}.*");
  private static final Pattern NAMES = Pattern.compile(" {2}[a-z]+(_[a-z]+)+( [a-z]+(_[a-z]+)+)*");

  /** Copies the sections. */
  HelpPage {
    sections = List.copyOf(sections);
  }

  /** A heading and what stands below it. */
  record Section(String heading, List<Block> blocks) {
    /** Copies the blocks. */
    Section {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * A paragraph, a term with its meaning, or a line to be shown as it is.
   *
   * @param term empty but for a term
   */
  record Block(String term, String text, boolean verbatim) {}

  /** Takes a page apart. */
  static HelpPage parse(String page) {
    List<Section> sections = new ArrayList<>();
    String title = "";
    String heading = "";
    List<Block> blocks = new ArrayList<>();
    boolean open = false;
    for (String line : page.split("\n", -1)) {
      if (line.isBlank()) {
        open = false;
      } else if (title.isEmpty()) {
        title = line;
      } else if (HEADING.matcher(line).matches()) {
        if (!heading.isEmpty()) {
          sections.add(new Section(heading, blocks));
        }
        heading = line;
        blocks = new ArrayList<>();
        open = false;
      } else {
        open = add(blocks, line, open);
      }
    }
    sections.add(new Section(heading, blocks));
    return new HelpPage(title, sections);
  }

  /** Adds a line to the last block or as a new one; returns whether lines may follow it. */
  private static boolean add(List<Block> blocks, String line, boolean open) {
    Matcher entry = ENTRY.matcher(line);
    if (entry.matches()) {
      blocks.add(new Block(entry.group(1), entry.group(2), false));
    } else if (NAMES.matcher(line).matches()) {
      blocks.add(new Block(line.strip(), "", false));
    } else if (open && !isExample(line) && (line.startsWith("   ") || isParagraph(last(blocks)))) {
      Block last = blocks.remove(blocks.size() - 1);
      blocks.add(new Block(last.term(), (last.text() + " " + line.strip()).strip(), false));
    } else {
      blocks.add(new Block("", line.strip(), isExample(line)));
    }
    return true;
  }

  /** A line of a log is shown as it is. */
  private static boolean isExample(String line) {
    return line.strip().startsWith("{");
  }

  private static boolean isParagraph(Block block) {
    return block.term().isEmpty() && !block.verbatim();
  }

  private static Block last(List<Block> blocks) {
    return blocks.get(blocks.size() - 1);
  }
}
