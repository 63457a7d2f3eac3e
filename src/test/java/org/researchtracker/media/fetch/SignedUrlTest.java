package org.researchtracker.media.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Until when a signed URL is good. */
class SignedUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        // AWS, Google, Alibaba and Volcengine, version 4
        "X-Amz-Algorithm=A&X-Amz-Date=20251104T094000Z&X-Amz-Expires=3600&X-Amz-Signature=s 2025-11-04T10:40:00Z",
        "x-goog-date=20251104T094000Z&x-goog-expires=604800&x-goog-signature=s 2025-11-11T09:40:00Z",
        "x-oss-date=20251104T094000Z&x-oss-expires=60&x-oss-signature=s 2025-11-04T09:41:00Z",
        "X-Tos-Date=20251104T094000Z&X-Tos-Expires=86400&X-Tos-Signature=s 2025-11-05T09:40:00Z",
        // S3 and Google before that, CloudFront, and the like
        "Expires=1762249530&Key-Id=example&Signature=s 2025-11-04T09:45:30Z",
        "AWSAccessKeyId=A&Signature=s&Expires=1762249530 2025-11-04T09:45:30Z",
        "token=abc&expires=1762249530 2025-11-04T09:45:30Z",
        "exp=1762249530&sig=x 2025-11-04T09:45:30Z",
        "expires=1762249530123 2025-11-04T09:45:30Z",
        "expires_at=2025-11-04T09:45:30Z 2025-11-04T09:45:30Z",
        // Azure, which OpenAI stores pictures with
        "st=2025-11-04T08%3A45%3A30Z&se=2025-11-04T09%3A45%3A30Z&sp=r&sv=2024-08-04&sig=s 2025-11-04T09:45:30Z",
        "se=2025-11-04T09:45Z&sig=s 2025-11-04T09:45:00Z",
        "se=2025-11-05&sig=s 2025-11-05T00:00:00Z",
        // Tencent, Akamai, Discord
        "q-sign-algorithm=sha1&q-sign-time=1762245930;1762249530 2025-11-04T09:45:30Z",
        "hdnts=st=1762245930~exp=1762249530~acl=/*~hmac=ab 2025-11-04T09:45:30Z",
        "ex=6909cafa&is=69087a7a&hm=abc 2025-11-04T09:44:26Z",
        // several: the earliest
        "Expires=1762249530&X-Amz-Date=20251104T090000Z&X-Amz-Expires=60 2025-11-04T09:01:00Z",
      })
  void isReadFromItsParameters(String query, Instant end) {
    assertThat(SignedUrl.expires("https://example.org/a.png?" + query)).hasValue(end);
  }

  @Test
  void isReadFromAPolicy() {
    String policy =
        "{\"Statement\":[{\"Resource\":\"*\",\"Condition\":"
            + "{\"DateLessThan\":{\"AWS:EpochTime\":1762249530}}}]}";
    String value =
        Base64.getEncoder()
            .encodeToString(policy.getBytes(UTF_8))
            .replace('+', '-')
            .replace('=', '_')
            .replace('/', '~');

    assertThat(SignedUrl.expires("https://example.org/a?Policy=" + value + "&Signature=s"))
        .hasValue(Instant.ofEpochSecond(1762249530));
  }

  @Test
  void isReadFromAWebToken() {
    String claims =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"url\":\"a/b.png\",\"exp\":1762249530}".getBytes(UTF_8));

    assertThat(
            SignedUrl.expires("https://example.org/a?token=eyJhbGciOiJIUzI1NiJ9." + claims + ".x"))
        .hasValue(Instant.ofEpochSecond(1762249530));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org/a.png",
        "https://example.org/a.png?expires=3600",
        "https://example.org/a.png?Expires=never&exp=12",
        "https://example.org/a.png?X-Amz-Date=yesterday&X-Amz-Expires=3600",
        "https://example.org/a.png?X-Amz-Expires=3600",
        "https://example.org/a.png?se=2025-11-04T09:45:30Z",
        "https://example.org/a.png?Policy=!!!&token=eyJ.!.x",
        "https://example.org/a.png#Expires=1762249530",
        "no url?%%%=&&=&Expires=%FF",
        ""
      })
  void isUnknownOtherwise(String url) {
    assertThat(SignedUrl.expires(url)).isEmpty();
  }
}
