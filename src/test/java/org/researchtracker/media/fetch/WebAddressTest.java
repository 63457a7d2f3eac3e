package org.researchtracker.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked for, as it goes over the wire. */
class WebAddressTest {

  @ParameterizedTest
  @CsvSource({
    "https://example.org, https://example.org/",
    "HTTPS://Example.ORG:443/A.png, https://example.org/A.png",
    "http://example.org:8080?x=1, http://example.org:8080/?x=1",
    "http://user:secret@example.org/a, http://example.org/a",
    "http://a@b@example.org/a, http://example.org/a",
    "https://example.org/a b/ü.png, https://example.org/a%20b/%C3%BC.png",
    "https://example.org/a%20b?x=a%2Fb, https://example.org/a%20b?x=a%2Fb",
    "https://example.org/100%, https://example.org/100%25",
    "https://example.org/a#part, https://example.org/a",
    "https://example.org/a/../b/./c.png, https://example.org/b/c.png",
    "https://example.org/../../a, https://example.org/a",
    "https://example.org/a/%2e%2E/b, https://example.org/b",
    "https://example.org//a//b.png, https://example.org//a//b.png",
    "https://münchen.example/a, https://xn--mnchen-3ya.example/a",
    "https://my_bucket.example.org/a, https://my_bucket.example.org/a",
    "http://[2001:DB8::1]:81/a, http://[2001:db8::1]:81/a",
    "https://example.org./a, https://example.org/a",
    "https://example.org:65535/a%2, https://example.org:65535/a%252",
    "https://example.org:1/%41, https://example.org:1/%41",
    "https://example.org/a/.., https://example.org/",
    "https://example.org/a/., https://example.org/a/",
    "https://example.org/a/b/.., https://example.org/a/",
  })
  void isReadLeniently(String text, String address) {
    assertThat(WebAddress.parse(text)).map(WebAddress::toString).hasValue(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.org/a",
        "//example.org/a",
        "http:///a",
        "http://",
        "http://:80/",
        "ftp://a/b",
        "http://exa mple.org/",
        "http://example.org:0/",
        "http://example.org:99999/",
        "http://example.org:8o/",
        "http://example.org\\@evil.example/",
        "http://%65xample.org/",
        "http://exa\u0000mple.org/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://[::1/a",
        "http://[:::]/a",
        "http://[::1::2]/a",
        "http://[1.2.3.4]/a",
        "http://a]b/",
        "https://...",
        "https://a..b/",
        "http://1.2.3.4:5:6/"
      })
  void isNoneWhereTheHostIsUnclear(String text) {
    assertThat(WebAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/c?d, http://example.org/c?d",
    "c.png, http://example.org/a/c.png",
    "../c.png, http://example.org/c.png",
    "?d=1, http://example.org/a/b?d=1",
    "//other.example/c, http://other.example/c",
    "https://other.example/c, https://other.example/c",
  })
  void leadsOn(String location, String address) {
    WebAddress here = WebAddress.parse("http://example.org/a/b?x=/y/z").orElseThrow();

    assertThat(here.resolve(location)).map(WebAddress::toString).hasValue(address);
  }

  @Test
  void aHostIsAllowedByItsName() {
    AllowedHosts hosts =
        AllowedHosts.parse(List.of("Storage.local", "10.0.0.7:9000", "[fd00::1]:80", "fd00::2"));

    assertThat(hosts.allows("storage.LOCAL.", 1)).isTrue();
    assertThat(hosts.allows("10.0.0.7", 9000)).isTrue();
    assertThat(hosts.allows("10.0.0.7", 80)).isFalse();
    assertThat(hosts.allows("[fd00::1]", 80)).isTrue();
    assertThat(hosts.allows("fd00::2", 443)).isTrue();
    assertThat(hosts.allows("a.storage.local", 1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "http://a", "a/b", "a:", "a:0", "a:70000", "a:b", "u@a"})
  void noHostIsAllowedByAnythingElse(String text) {
    assertThatThrownBy(() -> AllowedHosts.parse(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a:b@host", "http://host/?x=1", "ftp://host", "", "http://ho st"})
  void aServerIsNamedByHostAndPathAlone(String text) {
    assertThatThrownBy(() -> NamedServer.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aServerMayLieBelowAPath() {
    NamedServer server = NamedServer.parse("https://host.example/comfy/");

    assertThat(server.at("/view?x").toString()).isEqualTo("https://host.example/comfy/view?x");
    assertThat(server.targetOf(WebAddress.parse("https://host.example/comfy/view?x").orElseThrow()))
        .hasValue("/view?x");
    assertThat(server.targetOf(WebAddress.parse("https://host.example/view?x").orElseThrow()))
        .isEmpty();
    assertThat(NamedServer.parse("localhost:8188").at("/view").toString())
        .isEqualTo("http://localhost:8188/view");
  }
}
