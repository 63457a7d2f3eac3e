package org.researchtracker.cli.listing;

import java.io.IOException;
import org.researchtracker.cli.command.ExitCode;
import org.researchtracker.cli.command.PlainCommand;
import org.researchtracker.cli.command.PlainLine;
import org.researchtracker.cli.session.Session;
import org.researchtracker.view.Listing;
import picocli.CommandLine.Mixin;

/** A command that is one listing and nothing else. */
abstract class ListingAnswer implements PlainCommand {
  @Mixin private final ListingRequest request = new ListingRequest();
  private final Session session;
  private final Listing listing;
  private final ListingRequest.Question question;

  ListingAnswer(Session session, Listing listing, ListingRequest.Question question) {
    this.session = session;
    this.listing = listing;
    this.question = question;
  }

  @Override
  public final void take(PlainLine line) {
    request.take(line);
  }

  @Override
  public final ExitCode call() throws IOException {
    return request.answer(session, listing, question);
  }
}
