package org.researchtracker.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.researchtracker.media.Inspection;
import org.researchtracker.media.MediaFormat;
import org.researchtracker.media.MediaInspector;
import org.researchtracker.media.MediaReference;
import org.researchtracker.media.MediaSniffer;
import org.researchtracker.media.Resolution;
import org.researchtracker.model.ExecutionItem;
import org.researchtracker.model.ExecutionRecord;

/**
 * Answers with the file of one item: its bytes, under the type that they truly have. Nothing is
 * opened that the resolver did not find inside the roots, and nothing is given out that is no
 * medium.
 */
final class Media {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  /** What a browser shows without ever running anything of it. */
  private static final Set<MediaFormat.Kind> SHOWN =
      Set.of(MediaFormat.Kind.IMAGE, MediaFormat.Kind.AUDIO, MediaFormat.Kind.VIDEO);

  private static final Set<MediaFormat> RUNS =
      Set.of(MediaFormat.SVG, MediaFormat.HTML, MediaFormat.PDF);

  private Media() {}

  /** The file of an item. */
  static void file(Call call) throws IOException, InterruptedException {
    ExecutionItem item = item(call);
    call.release();
    try (MediaAccess media = call.research().media().get()) {
      Resolution found = media.resolver().resolve(MediaReference.of(call.path("id"), item));
      if (found instanceof Resolution.Missing missing) {
        throw missing(missing);
      }
      if (found instanceof Resolution.Inline inline) {
        Inspection inspection = MediaInspector.inspect(inline);
        byte[] bytes = inline.data().open().readAllBytes();
        String tag = Integer.toHexString(item.filePath() == null ? 0 : item.filePath().hashCode());
        answer(
            call,
            item,
            format(inspection),
            new Content(bytes.length, tag + "-" + bytes.length, Optional.empty()),
            range ->
                Channels.newChannel(
                    new java.io.ByteArrayInputStream(
                        bytes, (int) range.from(), (int) range.length())));
      } else {
        onDisk(call, item, (Resolution.Found) found);
      }
    }
  }

  private static ExecutionItem item(Call call) throws InterruptedException {
    String number = call.path("n");
    if (!number.matches("\\d{1,18}")) {
      throw HttpProblem.badRequest("n '" + number + "' is no sequence number")
          .member("parameter", "n");
    }
    ExecutionRecord record = Executions.find(call);
    return record.items().stream()
        .filter(each -> each.sequenceNumber() == Long.parseLong(number))
        // Whoever may not see it learns nothing of it, not even that it is there.
        .filter(each -> call.access().view().shows(each))
        .findFirst()
        .orElseThrow(
            () ->
                HttpProblem.notFound(
                    "execution '" + call.path("id") + "' has no item " + number + " to be seen"));
  }

  private static HttpProblem missing(Resolution.Missing missing) {
    return HttpProblem.notFound("the medium is not to be had: " + missing.reason().wireName())
        .member("reason", missing.reason().wireName());
  }

  private static MediaFormat format(Inspection inspection) {
    if (inspection instanceof Inspection.Typed typed) {
      return typed.format();
    }
    throw missing((Resolution.Missing) inspection);
  }

  /** What is known of some bytes: how many, by what they are known again, and since when. */
  private record Content(long size, String tag, Optional<Instant> modified) {}

  /** Gives a part of the bytes. */
  private interface Part {
    ReadableByteChannel open(ByteRange range) throws IOException;
  }

  private static void onDisk(Call call, ExecutionItem item, Resolution.Found found)
      throws IOException {
    // A link that took the file's place since it was found is not followed out of the roots.
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            found.file(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      BasicFileAttributes look =
          Files.readAttributes(found.file(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      long size = channel.size();
      ByteBuffer head = ByteBuffer.allocate((int) Math.min(size, MediaSniffer.HEAD_BYTES));
      while (head.hasRemaining() && channel.read(head) >= 0) {
        // A short read is no end of file.
      }
      byte[] bytes = java.util.Arrays.copyOf(head.array(), head.position());
      String name = String.valueOf(found.file().getFileName());
      MediaFormat format = format(MediaInspector.inspect(bytes, size, name));
      Instant modified = look.lastModifiedTime().toInstant();
      String tag =
          Long.toHexString(size)
              + "-"
              + Long.toHexString(
                  look.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS))
              + "-"
              + Integer.toHexString(String.valueOf(look.fileKey()).hashCode());
      answer(
          call,
          item,
          format,
          new Content(size, tag, Optional.of(modified.truncatedTo(ChronoUnit.SECONDS))),
          range -> channel.position(range.from()));
    } catch (java.nio.file.FileSystemException e) {
      throw HttpProblem.notFound("the medium is not to be had: unreadable")
          .member("reason", "unreadable");
    }
  }

  private static void answer(
      Call call, ExecutionItem item, MediaFormat format, Content content, Part part)
      throws IOException {
    HttpFields.Mutable headers = call.response().getHeaders();
    headers.put("Accept-Ranges", "bytes");
    // Also with 304, whose headers take the place of those that the client has kept.
    headers.put("Content-Security-Policy", Guard.MEDIA_POLICY);
    headers.put("ETag", "\"" + content.tag() + "\"");
    content.modified().ifPresent(time -> headers.put("Last-Modified", HTTP_DATE.format(time)));
    if (isKnown(call, content)) {
      call.response().setStatus(304);
      throw new Reply.HeadIsDone();
    }
    headers.put("Content-Type", type(format));
    headers.put("Content-Disposition", disposition(item, format));
    ByteRange range = new ByteRange(0, content.size());
    ByteRange.Asked asked = ByteRange.of(range(call, content), content.size());
    if (asked instanceof ByteRange.Asked.Nothing) {
      throw new HttpProblem(416, "the medium has " + content.size() + " bytes")
          .header("Content-Range", "bytes */" + content.size());
    }
    if (asked instanceof ByteRange.Asked.Part some) {
      range = some.range();
      call.response().setStatus(206);
      headers.put(
          "Content-Range",
          "bytes "
              + range.from()
              + "-"
              + (range.from() + range.length() - 1)
              + "/"
              + content.size());
    }
    headers.put("Content-Length", range.length());
    if (!call.isHead() && range.length() > 0) {
      copy(part.open(range), range.length(), call);
    }
  }

  private static boolean isKnown(Call call, Content content) {
    Optional<String> known = call.header("If-None-Match");
    if (known.isPresent()) {
      return Reply.holds(known.get(), content.tag());
    }
    return call.header("If-Modified-Since")
        .flatMap(Media::time)
        .flatMap(since -> content.modified().map(modified -> !modified.isAfter(since)))
        .orElse(false);
  }

  /** Returns the range asked for, unless it was of a file that is another by now. */
  private static Optional<String> range(Call call, Content content) {
    boolean same =
        call.header("If-Range")
            .map(
                tag ->
                    tag.strip().equals("\"" + content.tag() + "\"")
                        || (content.modified().isPresent() && time(tag).equals(content.modified())))
            .orElse(true);
    return same ? call.header("Range") : Optional.empty();
  }

  private static Optional<Instant> time(String header) {
    try {
      return Optional.of(Instant.from(HTTP_DATE.parse(header.strip())));
    } catch (java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String type(MediaFormat format) {
    boolean text = format == MediaFormat.TXT || format == MediaFormat.HTML;
    return format.mimeType() + (text ? "; charset=utf-8" : "");
  }

  /** What runs in a browser is to be saved, not shown: it would run as a page of this server. */
  private static String disposition(ExecutionItem item, MediaFormat format) {
    boolean shown =
        (SHOWN.contains(format.kind()) && !RUNS.contains(format)) || format == MediaFormat.TXT;
    String type = item.itemType().name().replaceAll("[^A-Za-z0-9_-]", "-");
    String name =
        String.format(
            java.util.Locale.ROOT,
            "%02d_%s.%s",
            item.sequenceNumber(),
            type.substring(0, Math.min(type.length(), 40)),
            format.extension());
    return (shown ? "inline" : "attachment") + "; filename=\"" + name + "\"";
  }

  private static void copy(ReadableByteChannel from, long length, Call call) throws IOException {
    ClientStream out = new ClientStream(call);
    ByteBuffer buffer = ByteBuffer.allocate(Reply.PIECE);
    long left = length;
    while (left > 0) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), left));
      int read = from.read(buffer);
      if (read < 0) {
        throw new IOException("the file became shorter while it was read");
      }
      out.write(buffer.array(), 0, read);
      left -= read;
    }
    out.close();
  }
}
