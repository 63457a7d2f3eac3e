package org.researchtracker.cli.output;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import org.researchtracker.view.SafeText;

/**
 * JSON text on its way to a terminal: what JSON lets stand and a terminal would act upon goes there
 * as {@code \}{@code u009b}, which is the same value. Not for coloured text.
 */
final class TerminalJson extends FilterWriter {

  TerminalJson(Writer terminal) {
    super(terminal);
  }

  @Override
  public void write(int c) throws IOException {
    out.write(SafeText.json(Character.toString((char) c)));
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    out.write(SafeText.json(new String(text, offset, length)));
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    out.write(SafeText.json(text.substring(offset, offset + length)));
  }
}
