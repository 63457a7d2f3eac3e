package org.researchtracker.media.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The catalogue of a store, as another program may change it. */
record CatalogueFile(Path path) {
  static CatalogueFile of(Path store) {
    return new CatalogueFile(store.resolve(MediaStore.CATALOGUE));
  }

  void run(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
