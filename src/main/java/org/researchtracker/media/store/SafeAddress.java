package org.researchtracker.media.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An address that can be kept and shown: without user and password, without the values in its query
 * and without its fragment.
 *
 * <p>Which parameter is a signature or a key differs from host to host, and a list of them would
 * always miss the next one. So all values go but those that name a file at ComfyUI, and the names
 * stay: {@code https://host/a.png?X-Amz-Signature=…} still tells that the address was signed.
 */
final class SafeAddress {
  private static final Set<String> HARMLESS = Set.of("filename", "subfolder", "type");

  private SafeAddress() {}

  /** Takes the secrets out; never throws, whatever the text. */
  static String of(String address) {
    String text = upTo(address, '#');
    String place = upTo(text, '?');
    int scheme = place.indexOf("://");
    int start = scheme < 0 ? 0 : scheme + 3;
    int end = place.indexOf('/', start);
    String host = end < 0 ? place.substring(start) : place.substring(start, end);
    String safe =
        place.substring(0, start)
            + host.substring(host.lastIndexOf('@') + 1)
            + (end < 0 ? "" : place.substring(end));
    return place.length() == text.length() ? safe : safe + "?" + query(text, place.length() + 1);
  }

  private static String query(String text, int from) {
    List<String> parts = new ArrayList<>();
    for (String part : text.substring(from).split("&", -1)) {
      String name = upTo(part, '=');
      boolean whole = name.length() == part.length() || HARMLESS.contains(name);
      parts.add(whole ? part : name + "=…");
    }
    return String.join("&", parts);
  }

  private static String upTo(String text, char end) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }
}
