package org.researchtracker.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.researchtracker.bundle.BundleOptions.Form;
import org.researchtracker.bundle.check.Digests;
import org.researchtracker.model.TrackerException;

/** A target that is there already. If these fail, an export takes away what nobody asked it to. */
class ExistingTargetTest {
  @TempDir Path folder;

  @Test
  void refusesAnExistingTarget() throws IOException {
    // Nobody loses an older bundle by a slip.
    Workshop workshop = Workshop.small(folder);
    Files.writeString(folder.resolve("my.zip"), "precious");

    assertThatThrownBy(() -> workshop.write("my.zip"))
        .asInstanceOf(type(TrackerException.class))
        .extracting(TrackerException::hint)
        .asString()
        .contains("--force");
    assertThat(folder.resolve("my.zip")).hasContent("precious");
    assertThat(workshop.names()).containsExactly("my.zip");
  }

  @Test
  void replacesAnExistingTargetWithForce() throws IOException {
    Workshop workshop = Workshop.small(folder);
    Files.writeString(folder.resolve("my.zip"), "old");
    Files.writeString(folder.resolve("my.zip.sha256"), "old");

    workshop.write("my.zip", BundleOptions.DEFAULT.withExisting(true, false));

    String digest =
        Digests.hex(Digests.newSha256().digest(Files.readAllBytes(folder.resolve("my.zip"))));
    assertThat(folder.resolve("my.zip.sha256")).hasContent(digest + "  my.zip\n");
  }

  @Test
  void skipsAnExistingTargetOnlyWithTheSameContent() throws IOException {
    // cron's nightly export must neither rewrite gigabytes nor take an old bundle for today's.
    Workshop workshop = Workshop.small(folder);
    BundleOptions skip = BundleOptions.DEFAULT.withExisting(false, true);
    workshop.write("my.zip");
    byte[] before = Files.readAllBytes(folder.resolve("my.zip"));

    BundleResult same =
        workshop.write("my.zip", skip.withDate(Instant.parse("2026-01-01T00:00:00Z")));

    assertThat(same.skipped()).isTrue();
    assertThat(Files.readAllBytes(folder.resolve("my.zip"))).isEqualTo(before);

    workshop.medium("img1.png", Pictures.png(3000, 2));

    assertThatThrownBy(() -> workshop.write("my.zip", skip)).isInstanceOf(TrackerException.class);
    BundleOptions both = BundleOptions.DEFAULT.withExisting(true, true);
    assertThat(workshop.write("my.zip", both).skipped()).isFalse();
    assertThat(workshop.writer().writeInto(folder, workshop.source(), skip).skipped()).isFalse();
    assertThat(workshop.writer().writeInto(folder, workshop.source(), skip).skipped()).isTrue();
    BundleOptions dir = skip.withForm(Form.DIR);
    assertThat(workshop.write("my", dir).bytes()).isEqualTo(workshop.write("my", dir).bytes());
  }

  /** Two exports of one target, of which the other began later and was done sooner. */
  @Test
  void replacesNothingThatCameWhileItWasWritten() throws IOException {
    Workshop workshop = Workshop.small(folder);
    Path target = folder.resolve("my.zip");
    RecordSource slow =
        visitor -> {
          Files.writeString(target, "another's");
          workshop.source().forEach(visitor);
        };

    assertThatThrownBy(() -> workshop.writer().writeTo(target, slow, BundleOptions.DEFAULT))
        .isInstanceOf(TrackerException.class)
        .hasMessageContaining("exists already");
    assertThat(target).hasContent("another's");
    assertThat(workshop.names()).containsExactly("my.zip");
  }

  @Test
  void takesNoExistingTargetForTheSameWhoseMediaWereDamaged() throws IOException {
    Workshop workshop = Workshop.small(folder);
    Path zip = workshop.write("my.zip").path().orElseThrow();
    byte[] bytes = Files.readAllBytes(zip);
    bytes[new String(bytes, ISO_8859_1).indexOf("IDAT") + 9] ^= 1;
    Files.write(zip, bytes);
    BundleOptions skip = BundleOptions.DEFAULT.withExisting(false, true);
    assertThatThrownBy(() -> workshop.write("my.zip", skip)).hasMessageContaining("exists");
  }

  @Test
  void replacesAFolderOnlyIfItIsABundle() throws IOException {
    // --force must not delete somebody's photos.
    Workshop workshop = Workshop.small(folder);
    BundleOptions dir = BundleOptions.DEFAULT.withForm(Form.DIR).withExisting(true, false);
    Files.createDirectories(folder.resolve("my/photos"));

    assertThatThrownBy(() -> workshop.write("my", dir)).isInstanceOf(TrackerException.class);
    assertThat(folder.resolve("my/photos")).isDirectory();

    workshop.write("bundle", dir);
    Files.writeString(folder.resolve("bundle/stale.txt"), "");
    Files.createDirectories(folder.resolve("bundle.old/kept-by-hand"));
    workshop.write("bundle", dir);

    assertThat(folder.resolve("bundle/stale.txt")).doesNotExist();
    assertThat(folder.resolve("bundle.old/kept-by-hand")).isDirectory();
    assertThat(workshop.names()).containsExactly("bundle", "bundle.old", "my");
  }
}
