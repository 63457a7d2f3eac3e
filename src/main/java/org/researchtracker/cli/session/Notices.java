package org.researchtracker.cli.session;

import java.util.ArrayList;
import java.util.List;
import org.researchtracker.cli.settings.GlobalOptions;
import org.researchtracker.cli.terminal.Console;
import org.researchtracker.view.SafeText;

/**
 * What is said on stderr besides errors. Where errors are JSON, lines wait until the command has
 * succeeded and are dropped if it fails, so that stderr is then one object and nothing else.
 */
public final class Notices {
  private final Console console;
  private final GlobalOptions globals;
  private final List<String> waiting = new ArrayList<>();
  private boolean deferred;

  Notices(Console console, GlobalOptions globals) {
    this.console = console;
    this.globals = globals;
  }

  /** Makes lines wait for the end. */
  public void defer() {
    deferred = true;
  }

  /** Says something that matters to whoever uses the result; not with {@code -q}. */
  public void say(String line) {
    if (!globals.quiet()) {
      put("tracker: " + SafeText.line(line));
    }
  }

  /**
   * Says something and what to do about it.
   *
   * @param remedy empty if there is none
   */
  public void hinted(String what, String remedy) {
    say(what);
    if (!remedy.isEmpty() && !globals.quiet()) {
      put("hint: " + SafeText.line(remedy));
    }
  }

  /** Says something about the results, without a name before it. */
  public void remark(String line) {
    if (!globals.quiet()) {
      put(line);
    }
  }

  /** Says something to a person at a terminal: scripts know it already. */
  public void tell(String line) {
    if (console.terminal().err() && !globals.quiet()) {
      put(SafeText.line(line));
    }
  }

  /** Says something that only {@code -v} wants to know. */
  public void detail(String line) {
    if (globals.verbose()) {
      put("tracker: " + SafeText.line(line));
    }
  }

  /** Prints what has waited. */
  public void flush() {
    for (String line : waiting) {
      console.err().println(line);
    }
    waiting.clear();
  }

  private void put(String line) {
    if (deferred) {
      waiting.add(line);
    } else {
      console.err().println(line);
    }
  }
}
