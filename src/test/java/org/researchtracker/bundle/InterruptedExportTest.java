package org.researchtracker.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.bundle.BundleOptions.Form;
import org.researchtracker.bundle.Workshop.Item;
import org.researchtracker.model.TrackerException;

/**
 * Whole or not at all: a signal, a kill, a full disk or a second process leave the old bundle or
 * none, and nothing beside it that a backup would take along.
 */
class InterruptedExportTest {
  @TempDir Path folder;
  private Process exporter;
  private Path small;

  @BeforeEach
  void makeMedia() throws IOException {
    media(folder);
  }

  private static Workshop media(Path folder) throws IOException {
    Workshop workshop = new Workshop(folder);
    Item[] items = new Item[4];
    for (int i = 0; i < items.length; i++) {
      workshop.medium(i + ".png", Pictures.png(1 << 19, i));
      items[i] = Item.of("output_image").path(i + ".png");
    }
    return workshop.execution("run-1", items);
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
    if (exporter != null) {
      exporter.destroyForcibly().waitFor();
    }
    if (small != null) {
      SystemTools.run(folder, "umount", small.toString());
    }
  }

  /** What a process says when it has stopped in the middle of a bundle. */
  private static final String HALFWAY = "halfway";

  /** Run in a process of its own: stops in the middle of a bundle until it is ended. */
  static final class Exporter {
    private Exporter() {}

    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      Form form = Form.valueOf(arguments[1]);
      BundleProgress stops =
          new BundleProgress() {
            private long count;

            @Override
            public void bytes(long more) {
              count += more;
              if (count > 3L << 18) {
                try {
                  System.out.println(HALFWAY);
                  // Until the end of this process, or of the one that could end it.
                  System.in.read();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              }
            }
          };
      media(folder)
          .hears(stops)
          .write(
              form == Form.ZIP ? "my.zip" : "my",
              BundleOptions.DEFAULT.withForm(form).withExisting(true, false));
    }
  }

  private void startAndStopHalfway(Form form) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>();
    if (SystemTools.has("env") && hearsDefaults()) {
      // A shell that runs the tests in the background has SIGINT ignored, nohup SIGHUP; children
      // inherit it.
      command.addAll(List.of("env", "--default-signal=INT,HUP"));
    }
    command.addAll(
        List.of(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Exporter.class.getName(),
            folder.toString(),
            form.name()));
    exporter = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(exporter.inputReader().lines().anyMatch(HALFWAY::equals)).isTrue();
  }

  private static boolean hearsDefaults() throws IOException, InterruptedException {
    return new ProcessBuilder("env", "--default-signal=INT,HUP", "true").start().waitFor() == 0;
  }

  private void signal(String name) throws IOException, InterruptedException {
    SystemTools.run(folder, "kill", "-s", name, String.valueOf(exporter.pid()));
    assertThat(exporter.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  private Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>(new Workshop(folder).names());
    return names;
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aSignalLeavesNothingHalfWritten(String signal) throws IOException, InterruptedException {
    startAndStopHalfway(Form.ZIP);
    assertThat(names()).containsExactly("my.zip.part");

    signal(signal);

    assertThat(names()).isEmpty();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aSignalLeavesNoHalfFolder() throws IOException, InterruptedException {
    startAndStopHalfway(Form.DIR);
    assertThat(names()).contains("my.part");

    signal("TERM");

    assertThat(names()).isEmpty();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aSignalLeavesTheOldBundle() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("my.zip"), "old");
    startAndStopHalfway(Form.ZIP);

    signal("INT");

    assertThat(names()).containsExactly("my.zip");
    assertThat(folder.resolve("my.zip")).hasContent("old");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void afterAKillTheNextRunCleansUp() throws IOException, InterruptedException {
    // Nobody can tidy up after kill -9 but the next one.
    Files.writeString(folder.resolve("my.zip"), "old");
    startAndStopHalfway(Form.ZIP);
    signal("KILL");
    assertThat(names()).containsExactly("my.zip", "my.zip.part");
    assertThat(folder.resolve("my.zip")).hasContent("old");

    media(folder).write("my.zip", BundleOptions.DEFAULT.withExisting(true, false));

    assertThat(names()).containsExactly("my.zip", "my.zip.sha256");
    SystemTools.unzipTest(folder.resolve("my.zip"));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void afterAKillTheNextRunCleansAFolderUp() throws IOException, InterruptedException {
    startAndStopHalfway(Form.DIR);
    signal("KILL");
    media(folder).write("my", BundleOptions.DEFAULT.withForm(Form.DIR));

    assertThat(names()).containsExactly("my");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void twoProcessesDoNotWriteTheSameBundle() throws IOException, InterruptedException {
    // The second one's bytes would land in the first one's file.
    startAndStopHalfway(Form.ZIP);

    assertThatThrownBy(() -> media(folder).write("my.zip"))
        .isInstanceOf(TrackerException.class)
        .extracting(e -> ((TrackerException) e).kind())
        .isEqualTo(TrackerException.Kind.LOCKED);
    assertThat(names()).containsExactly("my.zip.part");
  }

  @Test
  void twoThreadsDoNotWriteTheSameBundle() throws IOException {
    try (PartFile first = PartFile.open(folder.resolve("my.zip"))) {
      assertThat(first.channel().isOpen()).isTrue();
      assertThatThrownBy(() -> PartFile.open(folder.resolve("my.zip")))
          .isInstanceOf(TrackerException.class);
    }
    assertThat(names()).isEmpty();
  }

  /** On Windows whoever has a file of it open is enough. */
  @Test
  void aFolderThatCannotTakeItsPlaceLeavesTheOldBundle() throws IOException {
    Path old = Files.createDirectory(folder.resolve("my"));
    Files.writeString(old.resolve("bagit.txt"), "old");
    try (PartFolder part = PartFolder.open(old)) {
      Files.delete(part.path());

      assertThatThrownBy(() -> part.moveTo(old, true)).isInstanceOf(NoSuchFileException.class);
    }
    assertThat(old.resolve("bagit.txt")).hasContent("old");
    assertThat(names()).containsExactly("my");
  }

  @Test
  void anInterruptedThreadLeavesNothingHalfWritten() throws IOException, InterruptedException {
    // A server ends an export so when its reader hangs up.
    Throwable[] failure = new Throwable[1];
    Thread thread =
        new Thread(
            () -> {
              try {
                media(folder)
                    .hears(
                        new BundleProgress() {
                          @Override
                          public void bytes(long count) {
                            Thread.currentThread().interrupt();
                          }
                        })
                    .write("my.zip");
              } catch (IOException | RuntimeException e) {
                failure[0] = e;
              }
            });
    thread.start();
    thread.join(20_000);

    assertThat(failure[0]).isInstanceOf(TrackerException.class);
    assertThat(names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 700, 1900, 2060})
  @EnabledOnOs(OS.LINUX)
  void aFullDiskLeavesTheOldBundle(int kibibytes) throws IOException {
    Path disk = smallDisk(kibibytes);
    Files.writeString(disk.resolve("my.zip"), "old");
    Workshop workshop = media(folder);

    assertThatThrownBy(
            () ->
                workshop
                    .writer()
                    .writeTo(
                        disk.resolve("my.zip"),
                        workshop.source(),
                        BundleOptions.DEFAULT.withExisting(true, false)))
        .isInstanceOf(TrackerException.class)
        .hasMessageContaining("No space left");
    try (var files = Files.list(disk)) {
      assertThat(files).containsExactly(disk.resolve("my.zip"));
    }
    assertThat(disk.resolve("my.zip")).hasContent("old");
  }

  private Path smallDisk(int kibibytes) throws IOException {
    assumeTrue(
        System.getProperty("user.name", "").equals("root") && SystemTools.has("mount"),
        "only root can mount a small disk");
    Path disk = Files.createDirectory(folder.resolve("disk" + kibibytes));
    try {
      SystemTools.run(
          folder,
          "mount",
          "-t",
          "tmpfs",
          "-o",
          "size=" + kibibytes + "k",
          "tmpfs",
          disk.toString());
    } catch (AssertionError e) {
      assumeTrue(false, "no right to mount: " + e.getMessage());
    }
    small = disk;
    return disk;
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aFolderThatCannotBeWrittenIsSaidSo() throws IOException {
    assumeTrue(!System.getProperty("user.name", "").equals("root"), "root may write anywhere");
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(
        closed, java.nio.file.attribute.PosixFilePermissions.fromString("r-x------"));
    Workshop workshop = media(folder);

    assertThatThrownBy(
            () ->
                workshop
                    .writer()
                    .writeTo(closed.resolve("my.zip"), workshop.source(), BundleOptions.DEFAULT))
        .isInstanceOf(TrackerException.class)
        .hasMessageContaining("permission denied");
  }

  @Test
  void whatMemoryDoesNotHoldHasNoName() throws IOException {
    // Pupils' words must not lie about after a kill.
    SpillFolder spills = new SpillFolder(folder);
    try (Spill spill = new Spill(spills);
        FileChannel other = spills.open()) {
      spill.write(new byte[3 << 20]);
      other.write(java.nio.ByteBuffer.wrap(new byte[1]));

      assertThat(spill.size()).isEqualTo(3 << 20);
      assertThat(names()).isEmpty();
    }
  }
}
