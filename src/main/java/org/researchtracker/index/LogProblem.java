package org.researchtracker.index;

import org.researchtracker.log.ProblemKind;

/**
 * Something wrong with the logs.
 *
 * @param kind the sort of problem
 * @param file the log, as the roots were named; a folder that cannot be read
 * @param line the line from 1, or 0 if it is about the whole file
 * @param offset the first byte of that line in the text of the log
 * @param reason what is wrong; may quote the log and so is untrusted text
 * @param excerpt the first 200 characters of the line, empty if there is none; personal data
 */
public record LogProblem(
    ProblemKind kind, String file, long line, long offset, String reason, String excerpt) {}
