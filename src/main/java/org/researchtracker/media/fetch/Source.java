package org.researchtracker.media.fetch;

import java.io.IOException;
import org.researchtracker.media.Step;

/**
 * One place where one medium may be had.
 *
 * @param host what is asked, for the limits that hold for each host
 * @param step the step of the search that it is
 * @param address for the store's catalogue, which takes the secrets out
 * @param request asks once
 */
record Source(String host, Step step, String address, Request request) {

  /** Asks once for the medium. */
  interface Request {
    Outcome send(Partial partial) throws IOException, InterruptedException;
  }
}
