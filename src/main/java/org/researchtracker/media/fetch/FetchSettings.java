package org.researchtracker.media.fetch;

import java.util.List;
import java.util.Objects;

/**
 * Where media may be fetched from, and how.
 *
 * @param comfyui ComfyUI servers, asked in this order; each an http or https URL
 * @param swarmui SwarmUI servers, likewise
 * @param allowedHosts hosts that may have addresses which are not public
 * @param limits how much is asked and taken
 * @param userAgent how servers are told who asks, such as {@code tracker/1.0}
 * @param retryFinal whether what was found to be gone for good is asked for again
 */
public record FetchSettings(
    List<String> comfyui,
    List<String> swarmui,
    AllowedHosts allowedHosts,
    FetchLimits limits,
    String userAgent,
    boolean retryFinal) {
  /**
   * Checks the servers.
   *
   * @throws IllegalArgumentException if one is no http or https URL, or has more than a host and a
   *     path; the message quotes it
   */
  public FetchSettings {
    comfyui = List.copyOf(comfyui);
    swarmui = List.copyOf(swarmui);
    comfyui.forEach(NamedServer::parse);
    swarmui.forEach(NamedServer::parse);
    Objects.requireNonNull(allowedHosts, "allowedHosts");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(userAgent, "userAgent");
  }
}
