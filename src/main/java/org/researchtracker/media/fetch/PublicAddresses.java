package org.researchtracker.media.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses belong to the public internet. Sources: IANA's registries of special-purpose IPv4
 * and IPv6 addresses (RFC 6890), and the documents named below.
 *
 * <p>What is not known to be public is not public: of IPv6 only global unicast (2000::/3) is, so
 * loopback, unique local, link-local, multicast, and IPv4 addresses in their IPv6 clothes (mapped,
 * compatible, NAT64) are all out without being listed.
 */
final class PublicAddresses {

  private static final List<Block> SPECIAL_V4 =
      List.of(
          Block.of(0, 0, 0, 0, 8), // this network, RFC 791
          Block.of(10, 0, 0, 0, 8), // private, RFC 1918
          Block.of(100, 64, 0, 0, 10), // carrier-grade NAT, RFC 6598; a cloud's metadata too
          Block.of(127, 0, 0, 0, 8), // loopback, RFC 1122
          Block.of(168, 63, 129, 16, 32), // Azure's platform channel, reachable from inside only
          Block.of(169, 254, 0, 0, 16), // link-local, RFC 3927; most clouds' metadata
          Block.of(172, 16, 0, 0, 12), // private, RFC 1918
          Block.of(192, 0, 0, 0, 24), // protocol assignments, RFC 6890; a cloud's metadata too
          Block.of(192, 0, 2, 0, 24), // documentation, RFC 5737
          Block.of(192, 88, 99, 0, 24), // 6to4 relays, RFC 7526
          Block.of(192, 168, 0, 0, 16), // private, RFC 1918
          Block.of(198, 18, 0, 0, 15), // benchmarking, RFC 2544
          Block.of(198, 51, 100, 0, 24), // documentation
          Block.of(203, 0, 113, 0, 24), // documentation
          Block.of(224, 0, 0, 0, 4), // multicast, RFC 5771
          Block.of(240, 0, 0, 0, 4)); // reserved, and broadcast

  private static final Block GLOBAL_UNICAST = Block.of(0x20, 0, 0, 0, 3);

  /** Within 2000::/3; the first 32 bits say it all. */
  private static final List<Block> SPECIAL_V6 =
      List.of(
          // Protocol assignments, RFC 2928: Teredo, benchmarking, ORCHID.
          Block.of(0x20, 0x01, 0, 0, 23),
          Block.of(0x20, 0x01, 0x0d, 0xb8, 32), // documentation, RFC 3849
          Block.of(0x20, 0x02, 0, 0, 16), // 6to4, RFC 3056: an IPv4 address inside
          Block.of(0x3f, 0xff, 0, 0, 20)); // documentation, RFC 9637

  private PublicAddresses() {}

  /** The first bits of an address, as far as 32. */
  private record Block(int prefix, int bits) {
    static Block of(int a, int b, int c, int d, int bits) {
      return new Block(a << 24 | b << 16 | c << 8 | d, bits);
    }

    boolean contains(int firstBits) {
      return (prefix ^ firstBits) >>> (32 - bits) == 0;
    }
  }

  /** Whether that address is one of the public internet. */
  static boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    int first = (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16;
    first |= (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    if (address instanceof Inet6Address) {
      return GLOBAL_UNICAST.contains(first) && !isIn(SPECIAL_V6, first);
    }
    return !isIn(SPECIAL_V4, first);
  }

  private static boolean isIn(List<Block> blocks, int first) {
    return blocks.stream().anyMatch(block -> block.contains(first));
  }
}
