package org.researchtracker.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.researchtracker.bundle.Pictures;
import org.researchtracker.media.MetadataStripper.MalformedException;

/** If these fail, a bundle tells where a pupil lives, or a photo is spoilt. */
class MetadataStripperTest {
  private static final String SECRET = "N 52.5 E 13.4 Anna";

  private static byte[] strip(MediaFormat format, byte[] bytes)
      throws IOException, MalformedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MetadataStripper.strip(format, () -> new ByteArrayInputStream(bytes), out);
    return out.toByteArray();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  private static BufferedImage noise() {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(4);
    for (int x = 0; x < 40; x++) {
      for (int y = 0; y < 30; y++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    return image;
  }

  private static byte[] encoded(String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(noise(), format, out)).isTrue();
    return out.toByteArray();
  }

  private static int[] pixels(byte[] bytes) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static byte[] insert(byte[] bytes, int at, byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  /** A TIFF whose orientation is behind two other entries and the values of one of them. */
  private static byte[] longTiff(int orientation, ByteOrder order) {
    ByteBuffer out = ByteBuffer.allocate(70_060).order(order);
    out.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(US_ASCII))
        .putShort((short) 42)
        .putInt(70_000)
        .position(70_000)
        .putShort((short) 3)
        .putLong(0x010f_0002_0000_0004L)
        .putInt(0)
        .putLong(0x0110_0002_0000_0004L)
        .putInt(0)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation);
    return out.array();
  }

  /** A TIFF with an orientation and something personal behind its directory. */
  private static byte[] tiff(int orientation, ByteOrder order) {
    ByteBuffer out = ByteBuffer.allocate(26 + SECRET.length()).order(order);
    out.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(US_ASCII))
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .put(SECRET.getBytes(US_ASCII));
    return out.array();
  }

  private static byte[] segment(int marker, byte[] body) {
    ByteBuffer out = ByteBuffer.allocate(4 + body.length);
    out.put((byte) 0xff).put((byte) marker).putShort((short) (2 + body.length)).put(body);
    return out.array();
  }

  private static byte[] join(String head, byte[] body) {
    return insert(body, 0, head.getBytes(ISO_8859_1));
  }

  @Test
  void jpegLosesItsTextsAndKeepsItsPixels() throws IOException, MalformedException {
    byte[] plain = encoded("jpg");
    byte[] secret = SECRET.getBytes(US_ASCII);
    byte[] photo =
        insert(
            plain,
            2,
            segment(0xe1, join("Exif\0\0", tiff(1, ByteOrder.BIG_ENDIAN))),
            segment(0xe1, join("http://ns.adobe.com/xap/1.0/\0", secret)),
            segment(0xed, join("Photoshop 3.0\0", secret)),
            segment(0xe2, join("MPF\0", secret)),
            segment(0xfe, secret));
    photo = insert(photo, photo.length, photo);

    byte[] stripped = strip(MediaFormat.JPEG, photo);

    assertThat(text(photo)).contains(SECRET);
    assertThat(text(stripped)).doesNotContain(SECRET).doesNotContain("Exif").doesNotContain("MPF");
    assertThat(stripped).isEqualTo(plain);
    assertThat(pixels(stripped)).isEqualTo(pixels(photo));
  }

  @Test
  void jpegKeepsColourProfilesAndOrientation() throws IOException, MalformedException {
    // Without the orientation, half of all phone photos would lie on their side.
    byte[] profile = segment(0xe2, join("ICC_PROFILE\0\1\1", new byte[20]));
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      byte[] photo =
          insert(encoded("jpg"), 2, segment(0xe1, join("Exif\0\0", tiff(6, order))), profile);
      byte[] stripped = strip(MediaFormat.JPEG, photo);

      assertThat(text(stripped)).doesNotContain(SECRET).contains(text(profile));
      int exif = text(stripped).indexOf("Exif\0\0");
      assertThat(exif).isPositive();
      assertThat(Orientation.of(stripped, exif + 6)).isEqualTo(6);
      assertThat(strip(MediaFormat.JPEG, stripped)).isEqualTo(stripped);
    }
  }

  @Test
  void pngLosesItsTextsAndKeepsItsPixels() throws IOException, MalformedException {
    byte[] plain = encoded("png");
    byte[] secret = ("prompt\0" + SECRET).getBytes(US_ASCII);
    int afterHeader = 8 + 25;
    byte[] picture =
        insert(
            plain,
            afterHeader,
            Pictures.chunk("tEXt", secret),
            Pictures.chunk("zTXt", secret),
            Pictures.chunk("iTXt", secret),
            Pictures.chunk("eXIf", tiff(1, ByteOrder.LITTLE_ENDIAN)));
    picture = insert(picture, picture.length, secret);

    byte[] stripped = strip(MediaFormat.PNG, picture);

    assertThat(stripped).isEqualTo(plain);
    assertThat(pixels(stripped)).isEqualTo(pixels(picture));

    byte[] turned =
        insert(plain, afterHeader, Pictures.chunk("eXIf", tiff(8, ByteOrder.LITTLE_ENDIAN)));
    byte[] small = strip(MediaFormat.PNG, turned);

    assertThat(text(small)).doesNotContain(SECRET);
    int exif = text(small).indexOf("eXIf");
    assertThat(Orientation.of(small, exif + 4)).isEqualTo(8);
    byte[] block = Arrays.copyOfRange(small, exif + 4, exif + 30);
    assertThat(text(small)).contains(text(Pictures.chunk("eXIf", block)));
    assertThat(pixels(small)).isEqualTo(pixels(plain));
  }

  private static byte[] riff(byte[]... chunks) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] chunk : chunks) {
      body.writeBytes(chunk);
    }
    return insert(
        join("WEBP", body.toByteArray()), 0, "RIFF".getBytes(US_ASCII), little(4 + body.size()));
  }

  private static byte[] chunk(String type, byte[] body) {
    byte[] padded = Arrays.copyOf(body, body.length + (body.length & 1));
    return insert(padded, 0, type.getBytes(US_ASCII), little(body.length));
  }

  private static byte[] little(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  @Test
  void webpLosesItsTextsAndKeepsItsPixels() throws IOException, MalformedException {
    byte[] vp8x = {0x0c | 0x10, 0, 0, 0, 39, 0, 0, 29, 0, 0};
    byte[] bare = {0x10, 0, 0, 0, 39, 0, 0, 29, 0, 0};
    byte[] pixels = chunk("VP8L", new byte[] {0x2f, 1, 2, 3, 4, 5, 6});
    byte[] exif = tiff(1, ByteOrder.LITTLE_ENDIAN);
    byte[] photo =
        riff(
            chunk("VP8X", vp8x),
            pixels,
            chunk("EXIF", exif),
            chunk("XMP ", SECRET.getBytes(US_ASCII)));

    assertThat(strip(MediaFormat.WEBP, photo)).isEqualTo(riff(chunk("VP8X", bare), pixels));

    byte[] turned = riff(chunk("VP8X", vp8x), pixels, chunk("EXIF", tiff(3, ByteOrder.BIG_ENDIAN)));
    byte[] stripped = strip(MediaFormat.WEBP, turned);

    assertThat(text(stripped)).doesNotContain(SECRET);
    assertThat(Orientation.of(stripped, text(stripped).indexOf("EXIF") + 8)).isEqualTo(3);
    assertThat(stripped.length)
        .isEqualTo(8 + ByteBuffer.wrap(stripped).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
    assertThat(stripped[20] & 0x0c).isEqualTo(0x08);
  }

  @Test
  void findsTheOrientationWhereverTheDirectoryIs() {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      assertThat(Orientation.of(longTiff(8, order), 0)).isEqualTo(8);
      assertThat(Orientation.of(longTiff(9, order), 0)).isEqualTo(1);
      assertThat(Orientation.of(longTiff(0, order), 0)).isEqualTo(1);
    }
    assertThat(Orientation.of(new byte[40], 0)).isEqualTo(1);
    assertThat(Orientation.of("II and no more than words".getBytes(US_ASCII), 0)).isEqualTo(1);
  }

  /** JPEG's own heading before the block, chunks of odd length, texts before the pixels. */
  @Test
  void webpIsStrippedWhereverItsTextsStand() throws IOException, MalformedException {
    byte[] pixels = chunk("VP8L", new byte[] {0x2f, 1, 2, 3, 4, 5, 6});
    byte[] headed = join("Exif\0\0", tiff(6, ByteOrder.BIG_ENDIAN));
    byte[] odd = Arrays.copyOf(headed, headed.length + 1 - headed.length % 2);
    byte[] photo =
        riff(
            chunk("VP8X", new byte[] {0x0c, 0, 0, 0, 39, 0, 0, 29, 0, 0}),
            chunk("EXIF", odd),
            chunk("XMP ", (SECRET + "!").getBytes(US_ASCII)),
            pixels);

    byte[] stripped = strip(MediaFormat.WEBP, photo);

    assertThat(text(stripped)).doesNotContain(SECRET).contains(text(pixels));
    assertThat(Orientation.of(stripped, text(stripped).indexOf("EXIF") + 8)).isEqualTo(6);
    assertThat(strip(MediaFormat.WEBP, stripped)).isEqualTo(stripped);
  }

  /** Content Credentials (C2PA) say who made a picture; a preview shows what was cut away. */
  @Test
  void contentCredentialsAndPreviewsGo() throws IOException, MalformedException {
    byte[] secret = SECRET.getBytes(US_ASCII);
    byte[] jpeg = encoded("jpg");
    byte[] credentials = segment(0xeb, join("JP\0\1\0\0\0\1\0\0\0\40jumb", secret));
    byte[] preview = segment(0xe0, join("JFXX\0\23", secret));
    byte[] pixels = segment(0xeb, join("JP\0\1\0\0\0\1\0\0\0\20RESI", new byte[4]));

    assertThat(strip(MediaFormat.JPEG, insert(jpeg, 2, credentials, preview, pixels)))
        .isEqualTo(insert(jpeg, 2, pixels));
    byte[] png = encoded("png");
    assertThat(strip(MediaFormat.PNG, insert(png, 8 + 25, Pictures.chunk("caBX", secret))))
        .isEqualTo(png);
    byte[] lossless = chunk("VP8L", new byte[] {0x2f, 1, 2, 3, 4, 5, 6});
    assertThat(strip(MediaFormat.WEBP, riff(lossless, chunk("C2PA", secret))))
        .isEqualTo(riff(lossless));
  }

  /** T.81, B.1.1.3: such markers stand alone; what follows is no length. */
  @Test
  void jpegKeepsMarkersThatStandAlone() throws IOException, MalformedException {
    byte[] plain = encoded("jpg");
    for (int marker : new int[] {0x01, 0xd0, 0xd7}) {
      byte[] alone = {(byte) 0xff, (byte) marker};
      byte[] photo = insert(plain, 2, alone, segment(0xfe, new byte[300]));
      assertThat(strip(MediaFormat.JPEG, photo)).isEqualTo(insert(plain, 2, alone));
    }
    byte[] empty = insert(plain, 2, segment(0xe5, new byte[0]));
    assertThat(strip(MediaFormat.JPEG, empty)).isEqualTo(empty);
    byte[] restarted =
        insert(plain, plain.length - 2, new byte[] {-1, (byte) 0xd0, 1, -1, (byte) 0xd7, 2, -1, 0});
    assertThat(strip(MediaFormat.JPEG, restarted)).isEqualTo(restarted);
  }

  @Test
  void saysWhichPicturesItCanStrip() {
    assertThat(Arrays.stream(MediaFormat.values()).filter(MetadataStripper::handles))
        .containsExactlyInAnyOrder(MediaFormat.PNG, MediaFormat.JPEG, MediaFormat.WEBP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PNG", "JPEG", "WEBP"})
  void anyBytesAreRefusedOrCopied(String name) throws IOException {
    // Nothing from a log may make an export crash or hang.
    MediaFormat format = MediaFormat.valueOf(name);
    byte[] photo =
        switch (format) {
          case PNG -> encoded("png");
          case JPEG -> encoded("jpg");
          default ->
              riff(chunk("VP8X", new byte[10]), chunk("EXIF", tiff(6, ByteOrder.BIG_ENDIAN)));
        };
    Random random = new Random(9);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] broken = Arrays.copyOf(photo, 1 + random.nextInt(photo.length));
      for (int k = random.nextInt(4); k > 0; k--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(strip(format, broken)).hasSizeLessThanOrEqualTo(broken.length + 64);
      } catch (MalformedException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }

  @Test
  void aPictureThatIsCutIsRefused() throws IOException {
    byte[] jpeg = encoded("jpg");

    assertThatThrownBy(() -> strip(MediaFormat.JPEG, Arrays.copyOf(jpeg, jpeg.length - 2)))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> strip(MediaFormat.PNG, jpeg)).isInstanceOf(MalformedException.class);
  }
}
