package org.researchtracker.bundle.check;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What is kept of a record line to hold tables and other copies against it: hashes and no texts.
 * After {@link #endItems} items are in order of their numbers. Not thread-safe.
 */
final class RecordFacts {
  /** The fields of an item whose cells are compared. */
  static final List<String> ITEM_FIELDS =
      List.of(
          "timestamp",
          "stage",
          "item_type",
          "content",
          "file_path",
          "config_used",
          "model_used",
          "media_status",
          "media_reason",
          "media_path",
          "media_size",
          "media_sha512");

  /** The fields of a head whose cells are compared. */
  static final List<String> HEAD_FIELDS =
      List.of("config_name", "timestamp", "session_id", "user_id", "device_id", "safety_level");

  private String id = "";
  private String digest = "";
  private final int[] head = new int[HEAD_FIELDS.size()];
  private long[] sequence = new long[8];
  private int[] fields = new int[8 * ITEM_FIELDS.size()];
  private boolean[] seen = new boolean[0];
  private int[] media = new int[0];
  private int items;
  private long outputs;
  private boolean inTable;
  private boolean inFolder;

  /** Returns a number that differs where two cells or values do; null and the empty text agree. */
  static int hash(String text) {
    // A cell may have been defused by an apostrophe (--csv-safe).
    int begin = 0;
    while (begin < text.length() && text.charAt(begin) == '\'') {
      begin++;
    }
    return text.substring(begin).hashCode();
  }

  void setId(String value) {
    id = value;
  }

  String id() {
    return id;
  }

  /** Puts down the digest of all that the record says. */
  void setDigest(String value) {
    digest = value;
  }

  String digest() {
    return digest;
  }

  void setHead(int field, String text) {
    head[field] = hash(text);
  }

  boolean isHead(int field, String cell) {
    return head[field] == hash(cell);
  }

  /** Begins an item. */
  void addItem() {
    if (items == sequence.length) {
      sequence = Arrays.copyOf(sequence, 2 * items);
      fields = Arrays.copyOf(fields, 2 * items * ITEM_FIELDS.size());
    }
    items++;
  }

  void setSequence(long number) {
    sequence[items - 1] = number;
  }

  void setItem(int field, String text) {
    fields[(items - 1) * ITEM_FIELDS.size() + field] = hash(text);
  }

  boolean isItem(int item, int field, String cell) {
    return fields[item * ITEM_FIELDS.size() + field] == hash(cell);
  }

  int items() {
    return items;
  }

  long sequence(int item) {
    return sequence[item];
  }

  /** Returns the place of the item of this number, below zero if there is none. */
  int find(long number) {
    return Arrays.binarySearch(sequence, number);
  }

  /** Returns whether any item has this medium; the first call sorts them. */
  boolean hasMedium(String path) {
    if (media.length != items) {
      media = new int[items];
      int field = ITEM_FIELDS.indexOf("media_path");
      for (int i = 0; i < items; i++) {
        media[i] = fields[i * ITEM_FIELDS.size() + field];
      }
      Arrays.sort(media);
    }
    return Arrays.binarySearch(media, hash(path)) >= 0;
  }

  void addOutput() {
    outputs++;
  }

  long outputs() {
    return outputs;
  }

  /** Ends the items: frees what growing has left over and puts them in order. */
  void endItems() {
    int width = ITEM_FIELDS.size();
    Integer[] order = new Integer[items];
    Arrays.setAll(order, i -> i);
    long[] written = sequence;
    Arrays.sort(order, Comparator.comparingLong(i -> written[i]));
    long[] numbers = new long[items];
    int[] values = new int[items * width];
    for (int i = 0; i < items; i++) {
      numbers[i] = sequence[order[i]];
      System.arraycopy(fields, order[i] * width, values, i * width, width);
    }
    sequence = numbers;
    fields = values;
  }

  /** Marks the item's row; returns false if it had one already. */
  boolean markRow(int item) {
    if (seen.length != items) {
      seen = new boolean[items];
    }
    boolean first = !seen[item];
    seen[item] = true;
    return first;
  }

  boolean hasRow(int item) {
    return seen.length == items && seen[item];
  }

  /** Marks the execution's row; returns false if it had one already. */
  boolean markTable() {
    boolean first = !inTable;
    inTable = true;
    return first;
  }

  boolean isInTable() {
    return inTable;
  }

  /** Marks the execution's own file; returns false if it had one already. */
  boolean markFolder() {
    boolean first = !inFolder;
    inFolder = true;
    return first;
  }

  boolean isInFolder() {
    return inFolder;
  }
}
