package org.researchtracker.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.fetch.LossRisk.Kind;

/** If these fail, what is lost tomorrow is saved after what stays for years. */
class LossRiskTest {
  private static final Instant NOW = Instant.ofEpochSecond(1762249530);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private static Optional<LossRisk> risk(String path, String prompt, String url) {
    return LossRisk.of(
        new MediaReference(
            "run-1",
            1,
            Optional.empty(),
            Optional.of(path).filter(text -> !text.isEmpty()),
            Optional.of(prompt).filter(text -> !text.isEmpty()),
            Optional.of(url).filter(text -> !text.isEmpty())),
        CLOCK);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org/a.png?Expires=1762249529&Signature=s, '', '', EXPIRED",
    "https://example.org/a.png?Expires=1762249530&Signature=s, '', '', EXPIRED",
    "https://example.org/a.png?Expires=1762249531&Signature=s, '', '', EXPIRING",
    "https://example.org/a.png, '', '', REMOTE",
    "https://example.org/a.png, p-1, '', REMOTE",
    "gone/a.png, '', https://example.org/a.png, REMOTE",
    "gone/a.png, p-1, '', HISTORY",
    "'', p-1, '', HISTORY",
    "http://comfy:8188/view?filename=a.png&type=temp, p-1, '', TEMPORARY",
    "http://comfy:8188/view?filename=a.png&type=output, p-1, '', REMOTE",
    "http://comfy:8188/view?type=temp, p-1, '', REMOTE",
    "out/ComfyUI_temp_abcde_00001_.png, '', '', TEMPORARY",
    "out/ComfyUI_temporary_00001_.png, p-1, '', HISTORY",
  })
  void saysWhatThreatensIt(String path, String prompt, String url, Kind kind) {
    assertThat(risk(path, prompt, url)).map(LossRisk::kind).contains(kind);
  }

  @Test
  void whatNobodyKnowsOfIsAtNoRisk() {
    assertThat(risk("gone/a.png", "", "")).isEmpty();
    assertThat(risk("", "", "")).isEmpty();
  }

  /** Of two addresses the one that is good for longer counts: it can still be asked. */
  @Test
  void theAddressThatIsGoodForLongestCounts() {
    LossRisk risk =
        risk(
                "https://example.org/a?Expires=1762249000&Signature=s",
                "",
                "https://example.org/a?Expires=1762250000&Signature=s")
            .orElseThrow();
    assertThat(risk.kind()).isEqualTo(Kind.EXPIRING);
    assertThat(risk.end()).contains(Instant.ofEpochSecond(1762250000));
    assertThat(risk.kind().wireName()).isEqualTo("expiring");
  }

  @Test
  void whatIsLostFirstComesFirst() {
    Instant soon = NOW.plusSeconds(60);
    assertThat(new LossRisk(Kind.EXPIRING, Optional.of(soon)).likelyEnd(CLOCK)).isEqualTo(soon);
    for (Kind kind : new Kind[] {Kind.TEMPORARY, Kind.HISTORY}) {
      assertThat(new LossRisk(kind, Optional.empty()).likelyEnd(CLOCK))
          .isEqualTo(NOW.plus(Duration.ofDays(1)));
    }
    assertThat(new LossRisk(Kind.REMOTE, Optional.empty()).likelyEnd(CLOCK)).isEqualTo(Instant.MAX);
  }
}
