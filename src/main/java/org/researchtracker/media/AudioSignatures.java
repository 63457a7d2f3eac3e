package org.researchtracker.media;

import java.util.Optional;

/**
 * Sound by its first bytes: RIFF, ID3 and MPEG frames, FLAC, Ogg. Documents: {@link MediaFormat}.
 */
final class AudioSignatures {

  /** Bit rates of Layer III in kbit/s by header index, ISO/IEC 11172-3, 2.4.2.3. */
  private static final int[] MPEG1_RATES = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };

  /** The same for the low sampling frequencies, ISO/IEC 13818-3, 2.4.2.3. */
  private static final int[] MPEG2_RATES = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };

  private static final int[] MPEG1_FREQUENCIES = {44100, 48000, 32000};

  /** Of a frame header: sync, version, layer and sampling frequency, the same in every frame. */
  private static final long SAME_STREAM = 0xfffe0c00L;

  private AudioSignatures() {}

  static Optional<MediaFormat> sniff(Head head) {
    if ((head.at(0, "RIFF") || head.at(0, "RF64") || head.at(0, "BW64")) && head.at(8, "WAVE")) {
      return Optional.of(MediaFormat.WAV);
    }
    if (head.at(0, "fLaC")) {
      return Optional.of(MediaFormat.FLAC);
    }
    if (head.at(0, "OggS") && head.u8(4) == 0) {
      return Optional.of(ogg(head));
    }
    if (isId3(head)) {
      return Optional.of(afterId3(head));
    }
    return hasTwoFrames(head) ? Optional.of(MediaFormat.MP3) : Optional.empty();
  }

  /** RFC 3533, section 6: the first page holds the codec's own header, after its segment table. */
  private static MediaFormat ogg(Head head) {
    int packet = 27 + Math.max(0, head.u8(26));
    if (head.at(packet, "OpusHead")) {
      return MediaFormat.OPUS;
    }
    boolean film =
        head.at(packet, 0x80, 't', 'h', 'e', 'o', 'r', 'a') || head.at(packet, "fishead");
    return film ? MediaFormat.OGV : MediaFormat.OGG;
  }

  /** ID3 informal standard 2.4.0, section 3.1: versions below ff, size in four 7-bit bytes. */
  private static boolean isId3(Head head) {
    if (!head.at(0, "ID3") || !head.has(0, 10) || head.u8(3) == 0xff || head.u8(4) == 0xff) {
      return false;
    }
    return (head.u32be(6) & 0x80808080L) == 0;
  }

  /** A tag may stand before FLAC too; where it is longer than the head, MP3 is what it is for. */
  private static MediaFormat afterId3(Head head) {
    long size = (long) head.u8(6) << 21 | head.u8(7) << 14 | head.u8(8) << 7 | (long) head.u8(9);
    return size < head.length() && head.at((int) size + 10, "fLaC")
        ? MediaFormat.FLAC
        : MediaFormat.MP3;
  }

  /**
   * Eleven bits of sync occur in any data: a second frame of the same stream must stand where the
   * first one ends, or the file end there.
   */
  private static boolean hasTwoFrames(Head head) {
    int length = frameLength(head.u32be(0));
    if (length == 0) {
      return false;
    }
    if (length == head.totalLength()) {
      return true;
    }
    long next = head.u32be(length);
    return frameLength(next) != 0 && (next & SAME_STREAM) == (head.u32be(0) & SAME_STREAM);
  }

  /** Bytes of the Layer III frame with this header; 0 where it is no valid header. */
  private static int frameLength(long header) {
    if (header < 0 || (header & 0xffe00000L) != 0xffe00000L) {
      return 0;
    }
    int version = (int) (header >> 19) & 3;
    int layer = (int) (header >> 17) & 3;
    int rate = (int) (header >> 12) & 15;
    int frequency = (int) (header >> 10) & 3;
    if (version == 1 || layer != 1 || rate == 0 || rate == 15 || frequency == 3) {
      return 0;
    }
    int padding = (int) (header >> 9) & 1;
    if (version == 3) {
      return 144_000 * MPEG1_RATES[rate] / MPEG1_FREQUENCIES[frequency] + padding;
    }
    // MPEG-2 halves the frequencies; MPEG-2.5 (version 0, Fraunhofer's extension) halves again.
    int hertz = MPEG1_FREQUENCIES[frequency] / (version == 2 ? 2 : 4);
    return 72_000 * MPEG2_RATES[rate] / hertz + padding;
  }
}
