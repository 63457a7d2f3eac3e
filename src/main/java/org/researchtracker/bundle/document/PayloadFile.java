package org.researchtracker.bundle.document;

/**
 * A file of the payload.
 *
 * @param path relative to the payload folder
 * @param size bytes
 * @param sha512 lower-case hex
 * @param sha256 lower-case hex
 */
public record PayloadFile(String path, long size, String sha512, String sha256) {}
