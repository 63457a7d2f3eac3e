package org.researchtracker.bundle.document;

import java.io.IOException;
import java.util.List;
import org.researchtracker.bundle.document.TableColumn.Code;
import org.researchtracker.view.CsvStyle;

/** {@code tables/codebook.csv}: what every column and every code of the tables means. */
final class CodebookTable implements BundleDocument {
  private final CsvStyle style;

  CodebookTable(CsvStyle style) {
    this.style = style;
  }

  @Override
  public String path() {
    return BundleTables.CODEBOOK.path();
  }

  @Override
  public void write(Material material, Appendable out) throws IOException {
    if (style.mark()) {
      out.append('\ufeff');
    }
    row(BundleTables.CODEBOOK.header(), out);
    for (BundleTable table : BundleTables.all()) {
      for (TableColumn column : table.columns()) {
        String type = column.type().word();
        row(
            List.of(table.name(), column.name(), "", type, column.title(), column.description()),
            out);
        for (Code code : column.codes()) {
          String label = code.value().replace('_', ' ');
          row(List.of(table.name(), column.name(), code.value(), type, label, code.meaning()), out);
        }
      }
    }
  }

  /** Writes cells that are this program's own words, none of which begins like a formula. */
  private void row(List<String> cells, Appendable out) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      out.append(i == 0 ? "" : String.valueOf(style.delimiter()));
      boolean quoted =
          cell.indexOf(style.delimiter()) >= 0 || cell.indexOf('"') >= 0 || cell.indexOf('\n') >= 0;
      out.append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    out.append("\r\n");
  }
}
