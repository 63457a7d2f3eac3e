package org.researchtracker.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/**
 * Looks at the first bytes of what a {@link MediaResolver} found. Reads at most {@link
 * MediaSniffer#HEAD_BYTES} bytes, keeps nothing open, and is safe for use by several threads.
 */
public final class MediaInspector {

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  /** Sniffing keeps no bytes, so each thread needs room for one head. */
  private static final ThreadLocal<byte[]> HEADS =
      ThreadLocal.withInitial(() -> new byte[MediaSniffer.HEAD_BYTES]);

  private MediaInspector() {}

  /**
   * The true format of a resolved medium.
   *
   * @return {@code not_media} where it is no medium of a known type, {@code unreadable} where its
   *     bytes cannot be had, {@code not_found} where it has gone; a missing medium stays as it is
   */
  public static Inspection inspect(Resolution resolution) {
    if (resolution instanceof Resolution.Found found) {
      return inspect(found);
    }
    if (resolution instanceof Resolution.Inline inline) {
      return inspect(inline.data());
    }
    return (Resolution.Missing) resolution;
  }

  private static Inspection inspect(Resolution.Found found) {
    // A link that took the file's place since it was found is not followed out of the roots.
    try (SeekableByteChannel channel = Files.newByteChannel(found.file(), READ)) {
      byte[] room = HEADS.get();
      ByteBuffer head = ByteBuffer.wrap(room);
      while (head.hasRemaining() && channel.read(head) >= 0) {
        // A short read is no end of file.
      }
      // A file that has grown since must not look shorter than what was read of it.
      long size = Math.max(found.size(), head.position());
      byte[] bytes = head.hasRemaining() ? Arrays.copyOf(room, head.position()) : room;
      return inspect(bytes, size, found.name());
    } catch (NoSuchFileException e) {
      return new Resolution.Missing(MissingReason.NOT_FOUND, "the file has gone");
    } catch (IOException e) {
      return new Resolution.Missing(MissingReason.UNREADABLE, "its bytes cannot be read");
    }
  }

  private static Inspection inspect(DataUri data) {
    return inspect(data.head(MediaSniffer.HEAD_BYTES), data.size(), nameOf(data));
  }

  /**
   * The true format of something whose first bytes are at hand.
   *
   * @param head as {@link MediaSniffer#sniff} wants them; not kept
   * @param size bytes in the whole
   * @param name the file's name, or empty
   * @return {@code not_media} where it is no medium of a known type
   */
  public static Inspection inspect(byte[] head, long size, String name) {
    String detail = size == 0 ? "it is empty" : "no medium of a known type";
    return MediaSniffer.sniff(head, size, name)
        .<Inspection>map(format -> new Inspection.Typed(format, size))
        .orElseGet(() -> new Resolution.Missing(MissingReason.NOT_MEDIA, detail));
  }

  /** The name by which the bytes of a data URI are looked at: what it claims to be. */
  public static String nameOf(DataUri data) {
    return data.claimedType()
        .flatMap(MediaFormat::ofMimeType)
        .map(format -> "data." + format.extension())
        .orElse("");
  }
}
