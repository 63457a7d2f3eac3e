package org.researchtracker.cli.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.researchtracker.importer.FileInspector;
import org.researchtracker.media.MediaFormat;
import org.researchtracker.media.MediaSniffer;
import org.researchtracker.media.PngTexts;

/** Tells an import what the bytes of files are. */
final class ImportMedia implements FileInspector {
  @Override
  public Kind kind(Path file) throws IOException {
    return MediaSniffer.sniff(file).map(ImportMedia::kind).orElse(Kind.UNKNOWN);
  }

  private static Kind kind(MediaFormat format) {
    return switch (format.kind()) {
      case IMAGE -> Kind.IMAGE;
      case AUDIO -> Kind.AUDIO;
      case VIDEO -> Kind.VIDEO;
      case MODEL -> Kind.MODEL;
      case TEXT -> Kind.TEXT;
      case DOCUMENT -> Kind.DOCUMENT;
    };
  }

  @Override
  public Map<String, String> pngTexts(Path file) throws IOException {
    return PngTexts.beforePixels(file);
  }
}
