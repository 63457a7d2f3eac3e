package org.researchtracker.log;

import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One line of a log and what it says.
 *
 * @param offset where it begins in the text of the file, bytes
 * @param length its bytes without line end
 * @param checksum CRC-32C of those bytes, of an oversized line of its beginning, by which the line
 *     is known again
 * @param parsed what it says, if it could be read
 * @param problems what is wrong with it
 */
public record ScannedLine(
    long offset,
    long length,
    int checksum,
    Optional<ParsedLine> parsed,
    List<LineProblem> problems) {

  /** How much of the beginning of an oversized line is looked at, bytes. */
  public static final int SALVAGED = 1 << 20;

  /** Returns whether the line was too long, so that only its beginning was read. */
  public boolean isOversized() {
    return !problems.isEmpty()
        && problems.stream().anyMatch(problem -> problem.kind() == ProblemKind.OVERSIZED_LINE);
  }

  static ScannedLine oversized(long offset, long length, long limit, byte[] beginning) {
    CRC32C checksum = new CRC32C();
    checksum.update(beginning);
    LineProblem problem =
        new LineProblem(
            ProblemKind.OVERSIZED_LINE, "the line has " + length + " bytes, more than " + limit);
    return new ScannedLine(
        offset,
        length,
        (int) checksum.getValue(),
        LineParser.salvage(beginning, beginning.length),
        List.of(problem));
  }
}
