package org.researchtracker.index;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.researchtracker.log.ProblemKind;

/** Files and folders that could not be read, as problems. */
final class Unreadable {
  private Unreadable() {}

  static void note(IndexStore store, long file, String reason) throws SQLException {
    PreparedStatement insert =
        store.prepare(
            "INSERT INTO problem(file, offset, line, length, kind, reason) VALUES(?, 0, 0, 0, ?, ?)");
    insert.setLong(1, file);
    insert.setString(2, ProblemKind.UNREADABLE_FILE.name());
    insert.setBytes(3, Wtf8.encode(reason));
    insert.executeUpdate();
  }

  /** Returns folders that could not be looked at as one text: a name and a reason a line. */
  static String list(Map<String, String> unreadable) {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, String> each : new TreeMap<>(unreadable).entrySet()) {
      out.append(each.getKey()).append('\t').append(each.getValue()).append('\n');
    }
    return out.toString();
  }
}
