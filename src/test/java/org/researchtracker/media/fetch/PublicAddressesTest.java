package org.researchtracker.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are connected to without being named. */
class PublicAddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        // loopback, this network
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "0.1.2.3",
        "::1",
        "::",
        // private, link-local, carrier-grade NAT
        "10.0.0.1",
        "10.255.255.255",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        // metadata of clouds
        "169.254.169.254",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        "fd00:ec2::254",
        // multicast, broadcast, reserved
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "ff02::1",
        "ff0e::1",
        // benchmarking, documentation, protocol assignments
        "198.18.0.1",
        "198.19.255.255",
        "192.0.2.1",
        "198.51.100.1",
        "203.0.113.1",
        "2001:db8::1",
        "3fff::1",
        "192.0.0.1",
        "192.88.99.1",
        "2001:2::1",
        "2001:10::1",
        // IPv4 in the clothes of IPv6: mapped, compatible, NAT64, 6to4, Teredo
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::",
        "2002:0808:0808::1",
        "2001:0:53aa:64c::1",
        // discard, segment routing, unassigned
        "100::1",
        "5f00::1",
        "4000::1",
        "e000::1"
      })
  void isNotPublic(String address) throws UnknownHostException {
    assertThat(PublicAddresses.contains(InetAddress.getAllByName(address)[0])).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "1.1.1.1",
        "93.184.216.34",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.255.255",
        "192.169.0.1",
        "198.17.255.255",
        "198.20.0.1",
        "168.63.129.15",
        "168.63.129.17",
        "223.255.255.254",
        "2606:4700:4700::1111",
        "2a00:1450:4001::200e",
        "2001:4860:4860::8888",
        "2003::1",
        "2001:200::1"
      })
  void isPublic(String address) throws UnknownHostException {
    assertThat(PublicAddresses.contains(InetAddress.getAllByName(address)[0])).isTrue();
  }

  /** Java makes such an address an IPv4 one, but only where it is asked to read it. */
  @Test
  void isNotPublicThoughItWasMadeAsIpv6() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    mapped[12] = 8;
    mapped[13] = 8;
    mapped[14] = 8;
    mapped[15] = 8;

    InetAddress address = Inet6Address.getByAddress("", mapped, -1);

    assertThat(address).isInstanceOf(Inet6Address.class);
    assertThat(PublicAddresses.contains(address)).isFalse();
  }
}
