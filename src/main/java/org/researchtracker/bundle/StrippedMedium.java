package org.researchtracker.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.researchtracker.bundle.MediumCopier.FailedException;
import org.researchtracker.bundle.check.Digests;
import org.researchtracker.media.MediaFormat;
import org.researchtracker.media.MetadataStripper;
import org.researchtracker.media.MissingReason;

/**
 * A picture without its metadata. It lies beside the bundle until it is copied, because an entry's
 * size must be known before it begins.
 */
final class StrippedMedium implements MediumFile, Closeable {
  private final Spill spill;
  private final String originalSha512;

  private StrippedMedium(Spill spill, String originalSha512) {
    this.spill = spill;
    this.originalSha512 = originalSha512;
  }

  /**
   * Takes the metadata out.
   *
   * @throws FailedException if the picture is not understood: rather none than one with a place in
   *     it; also if it changed or cannot be read
   */
  static StrippedMedium of(MediumFile original, MediaFormat format, SpillFolder folder)
      throws IOException, FailedException {
    Spill spill = new Spill(folder);
    MessageDigest sha512 = Digests.newSha512();
    MessageDigest sha256 = Digests.newSha256();
    boolean whole = false;
    try {
      MetadataStripper.strip(
          format,
          () -> {
            // The last time it is opened, it is read to its end.
            sha512.reset();
            sha256.reset();
            InputStream in = new DigestInputStream(Source.of(original), sha512);
            return original.sha256().isPresent() ? new DigestInputStream(in, sha256) : in;
          },
          spill);
      whole = true;
    } catch (MetadataStripper.MalformedException e) {
      throw new FailedException(
          original.isUnchanged() ? MissingReason.UNREADABLE : MissingReason.CHANGED,
          "its metadata cannot be taken out");
    } catch (SourceException e) {
      throw new FailedException(MissingReason.UNREADABLE, "its bytes cannot be read");
    } finally {
      if (!whole) {
        spill.close();
      }
    }
    if (!original.isUnchanged()) {
      spill.close();
      throw new FailedException(MissingReason.CHANGED, "");
    }
    if (original.sha256().isPresent()
        && !original.sha256().get().equals(Digests.hex(sha256.digest()))) {
      spill.close();
      throw new FailedException(MissingReason.UNREADABLE, MediumFile.DAMAGED);
    }
    // What an earlier bundle took out stays said: its original is the one that counts.
    String digest = Digests.hex(sha512.digest());
    return new StrippedMedium(spill, original.originalSha512().orElse(digest));
  }

  @Override
  public Optional<String> originalSha512() {
    return Optional.of(originalSha512);
  }

  @Override
  public long size() {
    return spill.size();
  }

  @Override
  public String name() {
    return "";
  }

  @Override
  public ReadableByteChannel open() throws IOException {
    return Channels.newChannel(spill.open());
  }

  @Override
  public boolean isUnchanged() {
    return true;
  }

  @Override
  public void close() throws IOException {
    spill.close();
  }

  /** The original could not be read, as opposed to the copy that could not be written. */
  private static final class SourceException extends IOException {
    private static final long serialVersionUID = 1L;

    SourceException(IOException cause) {
      super(cause);
    }
  }

  /** Tells failures of reading from those of writing. */
  private static final class Source extends InputStream {
    private final InputStream in;

    private Source(InputStream in) {
      this.in = in;
    }

    static Source of(MediumFile original) throws SourceException {
      try {
        return new Source(Channels.newInputStream(original.open()));
      } catch (IOException e) {
        throw new SourceException(e);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return in.read(bytes, offset, length);
      } catch (IOException e) {
        throw new SourceException(e);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
