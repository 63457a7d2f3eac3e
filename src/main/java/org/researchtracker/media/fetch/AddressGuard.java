package org.researchtracker.media.fetch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Turns a host's name into the addresses that may be connected to, and no others.
 *
 * <p>The HTTP library connects to what stands here and never looks a name up itself: so the address
 * that was checked is the one connected to, whatever a second look-up would say. Names that are
 * addresses already (in any spelling, {@code 2130706433} and {@code 127.1} too) come through here
 * as well. Safe for use by several threads.
 */
final class AddressGuard implements DnsResolver {

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
