package org.researchtracker.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.bundle.Workshop.Item;

/** Names that every system can unpack, whatever a log calls things. */
class BundleNamesTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Optional<Instant> START = Optional.of(Instant.parse("2025-11-03T13:30:25Z"));

  @ParameterizedTest
  @ValueSource(strings = {"abc-123", "9f0c1d9e-3b1f-4d5e-8c55-aa00bb11cc22", "Run_7.2", "x", "-a"})
  void safeIdsStayAsTheyAre(String id) {
    // A researcher finds an execution's folder by its id.
    assertThat(new BundleNames().folder(id)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        ".hidden",
        "dot.",
        "a/b",
        "a\\b",
        "a b",
        "a:b",
        "CON",
        "nul.txt",
        "Com1",
        "lpt9.x.y",
        "Größe",
        "雨",
        "a\u0000b",
        "\ud83d",
        "%41",
        "a\nb",
        "../../etc/passwd"
      })
  void otherIdsBecomeSafe(String id) {
    // Such a folder could not be made on Windows, or would lie elsewhere.
    String name = new BundleNames().folder(id);

    assertThat(name).matches("x[A-Za-z0-9._-]*-[0-9a-f]{8}").hasSizeLessThanOrEqualTo(60);
  }

  @Test
  void aNameAsLongAsItMayBeStaysAndALongerOneIsShortened() {
    // The longest path must still fit where Windows unpacks it.
    assertThat(new BundleNames().folder("a".repeat(60))).isEqualTo("a".repeat(60));
    assertThat(new BundleNames().folder("a".repeat(61))).matches("xa{50}-[0-9a-f]{8}");
    assertThat(BundleNames.isRootName("r".repeat(BundleNames.MAX_ROOT))).isTrue();
    assertThat(BundleNames.isRootName("r".repeat(BundleNames.MAX_ROOT + 1))).isFalse();
    assertThat(BundleNames.isRootName("../r")).isFalse();
  }

  @Test
  void hashIsThatOfTheId() {
    // Stated in the contract, so that anybody can find the folder of an id.
    assertThat(new BundleNames().folder("a/b")).isEqualTo("xa-b-c14cddc0");
  }

  @Test
  void loneSurrogatesDoNotMeet() {
    // UTF-8 would make the same question mark of both, and one execution would cover the other.
    BundleNames names = new BundleNames();

    assertThat(names.folder("\ud83d")).isNotEqualTo(names.folder("\ud83e"));
  }

  @Test
  void namesDifferWithoutRegardToCase() {
    // On macOS and Windows the second folder would fall into the first.
    BundleNames names = new BundleNames();

    assertThat(names.folder("Run")).isEqualTo("Run");
    assertThat(names.folder("run")).startsWith("xrun-");
    assertThat(names.folder("RUN")).startsWith("xRUN-");
  }

  @Test
  void anIdThatLooksLikeAnothersNameIsKeptApart() {
    BundleNames names = new BundleNames();
    String taken = names.folder("a/b");

    assertThat(names.folder(taken)).isNotEqualTo(taken);
    names = new BundleNames();
    assertThat(names.folder(taken)).isEqualTo(taken);
    assertThat(names.folder("a/b")).startsWith("xa-b-").isNotEqualTo(taken);
  }

  @Test
  void transcriptsOfOneSecondAreKeptApart() {
    BundleNames names = new BundleNames();

    assertThat(names.transcript(START, "a_b", "c", ZONE)).isEqualTo("2025-11-03_143025_a_b_c.txt");
    assertThat(names.transcript(START, "a", "b_c", ZONE))
        .matches("2025-11-03_143025_[0-9a-f]{8}_b_c.txt");
  }

  @Test
  void transcriptsSayWhereDeviceOrTimeIsUnknown() {
    BundleNames names = new BundleNames();

    assertThat(names.transcript(Optional.empty(), null, "x", ZONE))
        .isEqualTo("no-date_no-device_x.txt");
    assertThat(names.transcript(START, "  ", "y", ZONE))
        .isEqualTo("2025-11-03_143025_no-device_y.txt");
    assertThat(names.transcript(START, "Tablet 3/B", "z", ZONE))
        .isEqualTo("2025-11-03_143025_Tablet-3-B_z.txt");
    // Five digits, or a minus: names would no longer be in the order of time.
    assertThat(
            names.transcript(Optional.of(Instant.parse("+12025-11-03T13:30:25Z")), "d", "v", ZONE))
        .isEqualTo("no-date_d_v.txt");
    assertThat(
            names.transcript(Optional.of(Instant.parse("-0001-11-03T13:30:25Z")), "d", "w", ZONE))
        .isEqualTo("no-date_d_w.txt");
  }

  @Test
  void mediaSayWhatTheyAre() {
    assertThat(
            BundleNames.medium(
                Item.of("output_image").index(1).config("sd35_large").numbered(6), "png"))
        .isEqualTo("06_output_image_1_sd35_large.png");
    assertThat(BundleNames.medium(Item.of("user_input_image").numbered(123), "jpg"))
        .isEqualTo("123_user_input_image.jpg");
    assertThat(BundleNames.medium(Item.of("../x").config("a/../b").index(2).numbered(1), "png"))
        .isEqualTo("01_x_2_a-..-b.png");
  }

  /** Any names, from alphabets chosen for trouble; the seed is in the message. */
  @Test
  void anyNamesAreUniqueShortAndSafe() {
    List<String> alphabet =
        List.of(
            "a", "A", "b", ".", "-", "_", "/", "\\", "ü", "雨", "\ud83d", "\u202e", " ", "1", "con",
            "x", "\n", ":");
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      BundleNames names = new BundleNames();
      Set<String> ids = new HashSet<>();
      Set<String> used = new HashSet<>();
      for (int i = 0; i < 60; i++) {
        String id = word(random, alphabet, random.nextInt(8) == 0 ? 300 : 4);
        if (!ids.add(id)) {
          continue;
        }
        String folder = names.folder(id);
        String transcript = names.transcript(START, word(random, alphabet, 90), folder, ZONE);
        String medium =
            BundleNames.medium(
                Item.of("output_" + word(random, alphabet, 40))
                    .config(word(random, alphabet, 90))
                    .index(random.nextLong())
                    .numbered(1 + random.nextLong(Long.MAX_VALUE - 1)),
                "webp");
        String root = BundleNames.rootName(word(random, alphabet, 80));
        check(root + "/data/executions/" + folder + "/" + BundleNames.graph(medium), seed);
        check(root + "/data/texts/" + transcript, seed);
        assertThat(used.add(folder.toLowerCase(Locale.ROOT))).as(folder + " " + seed).isTrue();
        assertThat(used.add(transcript.toLowerCase(Locale.ROOT))).as("seed " + seed).isTrue();
      }
    }
  }

  private static String word(Random random, List<String> alphabet, int max) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(max + 1); i > 0; i--) {
      word.append(alphabet.get(random.nextInt(alphabet.size())));
    }
    return word.toString();
  }

  private static void check(String path, long seed) {
    assertThat(path).as("seed " + seed).hasSizeLessThanOrEqualTo(BundleNames.MAX_PATH);
    for (String part : path.split("/", -1)) {
      assertThat(part)
          .as(path + ", seed " + seed)
          .matches("[A-Za-z0-9_-]([A-Za-z0-9._-]*[A-Za-z0-9_-])?")
          .doesNotMatch("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");
    }
  }
}
