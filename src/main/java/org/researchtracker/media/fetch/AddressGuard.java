package org.researchtracker.media.fetch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Turns a host's name into the addresses that may be connected to, and no others.
 *
 * <p>The HTTP library connects to what stands here and never looks a name up itself: so the address
 * that was checked is the one connected to, whatever a second look-up would say. Names that are
 * addresses already come through here as well; of numbers only the spelling in four decimal parts
 * is taken, for {@code 2130706433}, {@code 127.1}, {@code 0177.0.0.1} and {@code 0x7f.1} lead here
 * for one program and elsewhere for another. Safe for use by several threads.
 */
final class AddressGuard implements DnsResolver {
  /** Who ends in a number is an IPv4 address and no name (WHATWG URL, host parsing). */
  private static final Pattern NUMBER =
      Pattern.compile("(?i)(?:[^:]*\\.)?(?:\\d+|0x[0-9a-f]*)\\.?");

  private static final Pattern PLAIN_NUMBER =
      Pattern.compile("(?:0|[1-9]\\d{0,2})(?:\\.(?:0|[1-9]\\d{0,2})){3}");

  /** Looks names up. */
  interface Lookup {
    InetAddress[] all(String host) throws UnknownHostException;
  }

  private final AllowedHosts allowed;
  private final Lookup lookup;
  private final Predicate<InetAddress> harmless;

  /** The guard in use: public addresses, and hosts that were named. */
  AddressGuard(AllowedHosts allowed) {
    this(allowed, InetAddress::getAllByName, PublicAddresses::contains);
  }

  /** With another look-up, and another rule which addresses are harmless. */
  AddressGuard(AllowedHosts allowed, Lookup lookup, Predicate<InetAddress> harmless) {
    this.allowed = allowed;
    this.lookup = lookup;
    this.harmless = harmless;
  }

  /**
   * The addresses of a host that may be connected to.
   *
   * @throws RefusedException if it has some, and none of them may
   * @throws UnknownHostException if it has none
   */
  private List<InetAddress> addresses(String host, int port) throws UnknownHostException {
    if (NUMBER.matcher(host).matches() && !PLAIN_NUMBER.matcher(host).matches()) {
      throw new RefusedException("its host is a number in a spelling that is read in several ways");
    }
    InetAddress[] found = lookup.all(WebAddress.withoutBrackets(host));
    if (allowed.allows(host, port)) {
      return List.of(found);
    }
    List<InetAddress> good = new ArrayList<>();
    for (InetAddress address : found) {
      if (harmless.test(address)) {
        good.add(address);
      }
    }
    if (good.isEmpty()) {
      throw new RefusedException("the address of its host is not a public one");
    }
    return good;
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    return addresses(host, port).stream()
        .map(address -> new InetSocketAddress(address, port))
        .toList();
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    // Without a port only hosts that are allowed for every port can be told: the narrower answer.
    return addresses(host, 0).toArray(new InetAddress[0]);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
