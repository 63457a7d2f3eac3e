package org.researchtracker.bundle.check;

/**
 * An entry as the central directory describes it (APPNOTE 4.3.12), and where its data begin.
 *
 * @param name the path as written
 * @param flags general purpose bits
 * @param method how it is packed
 * @param crc of the unpacked bytes
 * @param packed how many bytes it takes in the ZIP
 * @param size how many bytes it claims to have
 * @param offset of its local header, in the file
 * @param mode Unix type and permissions, 0 if unknown
 */
record ZipMember(
    String name, int flags, int method, long crc, long packed, long size, long offset, int mode) {
  private static final int TYPE = 0xF000;
  private static final int REGULAR = 0x8000;
  private static final int FOLDER = 0x4000;
  private static final int LINK = 0xA000;

  boolean isFolder() {
    return name.endsWith("/");
  }

  boolean isEncrypted() {
    // Bit 0, strong encryption, masked headers (APPNOTE 4.4.4).
    return (flags & 0x2041) != 0;
  }

  boolean isLink() {
    return (mode & TYPE) == LINK;
  }

  boolean isSpecial() {
    int type = mode & TYPE;
    return type != 0 && type != REGULAR && type != FOLDER;
  }
}
