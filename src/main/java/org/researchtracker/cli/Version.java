package org.researchtracker.cli;

/** The version of the program. */
final class Version {

  private Version() {}

  /** Returns the version in the jar's manifest; {@code dev} when run from class files. */
  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
