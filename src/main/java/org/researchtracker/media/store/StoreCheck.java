package org.researchtracker.media.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.researchtracker.media.InOrder;
import org.researchtracker.media.store.StoreFinding.Kind;

/**
 * Reads all content again and holds it against the catalogue. Memory is constant. For one thread;
 * others may write to the store meanwhile.
 */
final class StoreCheck {
  private static final int PAGE = 500;

  private final ContentFolder content;
  private final StoredFiles files;
  private final Optional<Census> census;
  private final Consumer<StoreFinding> findings;
  private StoreStats.Files sum = StoreStats.Files.NONE;
  private boolean broken;

  /**
   * A check.
   *
   * @param census what the catalogue says; empty where it cannot be opened
   */
  StoreCheck(
      Path store, ContentFolder content, Optional<Census> census, Consumer<StoreFinding> findings) {
    this.content = content;
    this.files = new StoredFiles(store, content);
    this.census = census;
    this.findings = findings;
  }

  /** Content to be read: a digest, or empty where the file is none of the store's. */
  private record Piece(Path file, Optional<String> sha256, long size) {}

  /** Content that was read; empty where it is sound. */
  private record Judged(Piece piece, Optional<Kind> kind) {}

  /** How many files were read, and how many bytes. */
  StoreStats.Files run() throws IOException {
    ask(Census::damage, Optional.of("")).ifPresent(damage -> broken());
    try (InOrder<Piece, Judged> reading = new InOrder<>(this::judge, this::tell)) {
      files.walk(
          content.content(),
          (file, attributes) ->
              reading.give(new Piece(file, files.digest(file, attributes), attributes.size())));
      reading.finish();
    }
    missing();
    return sum;
  }

  private interface Question<T> {
    T ask(Census census) throws SQLException;
  }

  /** Asks the catalogue; what cannot be asked is told once, and answered with what is given. */
  private <T> T ask(Question<T> question, T otherwise) {
    try {
      return census.isPresent() && !broken ? question.ask(census.get()) : otherwise;
    } catch (SQLException e) {
      broken();
      return otherwise;
    }
  }

  private void broken() {
    if (!broken) {
      broken = true;
      findings.accept(
          new StoreFinding(Kind.CATALOGUE, MediaStore.CATALOGUE, Optional.empty(), 0, List.of()));
    }
  }

  private Judged judge(Piece piece) {
    if (piece.sha256().isEmpty()) {
      return new Judged(piece, Optional.of(Kind.FOREIGN));
    }
    try {
      return Sha256.of(piece.file()).equals(piece.sha256().get())
          ? new Judged(piece, Optional.empty())
          : new Judged(piece, Optional.of(Kind.DAMAGED));
    } catch (IOException e) {
      // Bytes that cannot be read are as good as lost, unless the file has rightly gone meanwhile.
      boolean gone = !Files.exists(piece.file(), LinkOption.NOFOLLOW_LINKS);
      return new Judged(piece, gone ? Optional.empty() : Optional.of(Kind.DAMAGED));
    }
  }

  private void tell(Judged judged) {
    Piece piece = judged.piece();
    sum = sum.plus(piece.size());
    List<StoreFinding.Item> items = piece.sha256().map(this::items).orElse(List.of());
    Optional<Kind> kind = judged.kind();
    if (kind.isEmpty() && items.isEmpty() && !broken) {
      kind = Optional.of(Kind.UNCATALOGUED);
    }
    if (kind.isPresent()) {
      findings.accept(
          new StoreFinding(
              kind.get(), files.shown(piece.file()), piece.sha256(), piece.size(), items));
    }
  }

  private List<StoreFinding.Item> items(String sha256) {
    return ask(census -> census.items(sha256, StoreFinding.MOST_ITEMS), List.of());
  }

  private void missing() {
    List<Census.Named> page = namedAfter("");
    while (!page.isEmpty()) {
      for (Census.Named named : page) {
        Path file = content.place(named.sha256());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          findings.accept(
              new StoreFinding(
                  Kind.MISSING,
                  files.shown(file),
                  Optional.of(named.sha256()),
                  0,
                  items(named.sha256())));
        }
      }
      page = namedAfter(page.get(page.size() - 1).sha256());
    }
  }

  private List<Census.Named> namedAfter(String sha256) {
    return ask(census -> census.namedAfter(sha256, PAGE), List.of());
  }
}
