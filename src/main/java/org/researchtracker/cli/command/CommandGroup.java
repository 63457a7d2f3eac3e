package org.researchtracker.cli.command;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A command that has commands of its own. */
public interface CommandGroup {
  /**
   * One of its commands.
   *
   * @param maker builds it
   * @param codes the exit codes that it can end with
   */
  record Member(Supplier<Object> maker, List<ExitCode> codes) {
    /** Copies the list. */
    public Member {
      codes = List.copyOf(codes);
    }
  }

  /** Returns the commands by name, in the order of help; building them is left to the caller. */
  Map<String, Member> members();
}
