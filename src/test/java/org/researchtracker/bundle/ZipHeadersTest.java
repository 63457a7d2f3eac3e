package org.researchtracker.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where 16 and 32 bits end. A header that takes the mark of ZIP64 for a size makes a bundle that no
 * reader opens, and only one of just that length.
 */
class ZipHeadersTest {
  private static final byte[] NAME = {'a'};

  @ParameterizedTest
  @CsvSource({
    "0xfffffffe, 0xfffffffe, 0",
    "0xffffffff, 0, 20",
    "0, 0xffffffff, 20",
    "0x100000000, 0x100000000, 20"
  })
  void aLocalHeaderGrowsWithTheFirstSizeThatIsTheMark(String packed, String size, int more) {
    byte[] header = ZipHeaders.local(entry(packed, size, "0"), NAME, 0);

    assertThat(header).hasSize(31 + more);
  }

  @ParameterizedTest
  @CsvSource({
    "0xfffffffe, 0xfffffffe, 0xfffffffe, 0",
    "0xffffffff, 0, 0, 20",
    "0, 0, 0xffffffff, 12",
    "0, 0xffffffff, 0xffffffff, 28"
  })
  void theDirectorySaysInItsHeaderWhatFitsNowhereElse(
      String packed, String size, String offset, int more) {
    byte[] header = ZipHeaders.central(entry(packed, size, offset), NAME, 0);

    assertThat(header).hasSize(47 + more);
    // What is needed to read it: 4.5 with ZIP64, else 1.0 for what is stored.
    assertThat(header[6]).isEqualTo((byte) (more > 0 ? 45 : 10));
  }

  @ParameterizedTest
  @CsvSource({
    "0xfffe, 0xfffffffe, 0xfffffffe, 22",
    "0xffff, 0, 0, 98",
    "0, 0xffffffff, 0, 98",
    "0, 0, 0xffffffff, 98"
  })
  void theEndHasItsOwnMarks(String entries, String directory, String directorySize, int length) {
    byte[] end =
        ZipHeaders.end(Long.decode(entries), Long.decode(directory), Long.decode(directorySize));

    assertThat(end).hasSize(length);
  }

  @Test
  void timesOutsideTheFormatAreItsFirstAndItsLast() {
    assertThat(ZipHeaders.dosTime(LocalDateTime.of(1970, 6, 1, 1, 1)))
        .isEqualTo(ZipHeaders.dosTime(LocalDateTime.of(1980, 1, 1, 0, 0)));
    assertThat(ZipHeaders.dosTime(LocalDateTime.of(9999, 12, 31, 23, 59, 59)))
        .isEqualTo(ZipHeaders.dosTime(LocalDateTime.of(2107, 12, 31, 23, 59, 58)));
  }

  @Test
  void timesInsideTheFormatAreTheirOwn() {
    // 4.4.6 and MS-DOS: years since 1980 in 7 bits, month in 4, day in 5, hour 5, minute 6, half 5.
    assertThat(ZipHeaders.dosTime(LocalDateTime.of(1980, 6, 15, 12, 30, 11)))
        .isEqualTo(6 << 21 | 15 << 16 | 12 << 11 | 30 << 5 | 5);
    assertThat(ZipHeaders.dosTime(LocalDateTime.of(2107, 6, 15, 12, 30, 11)))
        .isEqualTo(127 << 25 | 6 << 21 | 15 << 16 | 12 << 11 | 30 << 5 | 5);
  }

  private static ZipHeaders.Entry entry(String packed, String size, String offset) {
    return new ZipHeaders.Entry(0, 0, Long.decode(packed), Long.decode(size), Long.decode(offset));
  }
}
