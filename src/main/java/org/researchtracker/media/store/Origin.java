package org.researchtracker.media.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.researchtracker.media.Step;

/**
 * From where bytes were brought, or where they were asked for in vain. Immutable.
 *
 * @param step what brought them: {@link Step#COMFYUI} or {@link Step#WEB}
 * @param address the address, free of secrets; {@link #of} sees to that
 * @param name the name that the bytes have there, which helps to tell their format; empty where
 *     there is none; never a path
 * @param time when, to the millisecond
 */
public record Origin(Step step, String address, String name, Instant time) {
  public Origin {
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(name, "name");
    time = time.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * An origin whose address is kept without its secrets and whose name without folders.
   *
   * @param address as it was asked, see {@link SafeAddress}
   * @param name as the server gave it
   */
  public static Origin of(Step step, String address, String name, Instant time) {
    String bare = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return new Origin(step, SafeAddress.of(address), bare, time);
  }
}
