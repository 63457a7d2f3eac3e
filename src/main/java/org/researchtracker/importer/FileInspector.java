package org.researchtracker.importer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Tells what a file's bytes are; given by whoever knows media. */
public interface FileInspector {

  /** What a file is. */
  enum Kind {
    /** A picture. */
    IMAGE,
    /** Sound of any kind. */
    AUDIO,
    /** A film. */
    VIDEO,
    /** A model in three dimensions. */
    MODEL,
    /** A document of pages. */
    DOCUMENT,
    /** Text. */
    TEXT,
    /** Nothing that is known. */
    UNKNOWN
  }

  /** Returns what a file is, by its bytes; its name is a hint at most. */
  Kind kind(Path file) throws IOException;

  /** Returns the texts that a PNG holds before its pixels, by keyword; empty for other files. */
  Map<String, String> pngTexts(Path file) throws IOException;
}
