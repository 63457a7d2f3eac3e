package org.researchtracker.cli.command;

/** The version of the program. */
public final class Version {

  private Version() {}

  /** Returns the version in the jar's manifest; {@code dev} when run from class files. */
  public static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
