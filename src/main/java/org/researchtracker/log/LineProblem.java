package org.researchtracker.log;

/**
 * What is wrong with one line.
 *
 * @param kind the sort of problem
 * @param reason what exactly, for a person; may quote the log and so is untrusted text
 */
public record LineProblem(ProblemKind kind, String reason) {}
