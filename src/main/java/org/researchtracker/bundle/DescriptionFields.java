package org.researchtracker.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.researchtracker.bundle.document.BundleDescription;
import org.researchtracker.bundle.document.BundleDescription.Creator;
import org.researchtracker.view.SafeText;

/**
 * Checks the fields of a description. Every method throws {@link IllegalArgumentException} with a
 * message for the person who wrote the file.
 */
final class DescriptionFields {
  private static final List<String> KEYS =
      List.of(
          "title",
          "description",
          "creators",
          "publisher",
          "contact",
          "funder",
          "licence",
          "access",
          "doi");
  private static final List<String> CREATOR_KEYS = List.of("name", "orcid", "affiliation", "type");
  private static final List<String> ACCESS = List.of("open", "restricted", "closed");
  private static final Pattern LICENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]*");

  /** What the web takes for an address without any encoding. */
  private static final Pattern ADDRESS = Pattern.compile("https?://[!-~&&[^\"<>\\\\^`{|}]]+");

  private static final Pattern MAIL = Pattern.compile("[^\\s@<>]+@[^\\s@<>]+\\.[^\\s@<>]+");
  private static final Pattern DOI = Pattern.compile("10\\.\\d{4,9}/[A-Za-z0-9:/_;.()\\[\\]-]+");
  private static final Pattern ORCID = Pattern.compile("\\d{4}-\\d{4}-\\d{4}-\\d{3}[\\dX]");

  private final Map<?, ?> fields;

  DescriptionFields(Map<?, ?> fields) {
    this.fields = fields;
  }

  BundleDescription description() {
    checkKeys(fields, KEYS, "");
    return new BundleDescription(
        text("title"),
        text("description"),
        creators(),
        text("publisher"),
        text("contact").map(DescriptionFields::contact),
        text("funder"),
        text("licence").or(() -> text("license")).map(DescriptionFields::licence),
        text("access").map(DescriptionFields::access),
        text("doi").map(DescriptionFields::doi));
  }

  private static void checkKeys(Map<?, ?> fields, List<String> known, String where) {
    for (Object key : fields.keySet()) {
      String name = String.valueOf(key);
      if (!known.contains(name) && !(name.equals("license") && known.contains("licence"))) {
        throw new IllegalArgumentException(
            where + "unknown key '" + SafeText.line(name) + "'; keys: " + String.join(", ", known));
      }
    }
    if (fields.containsKey("licence") && fields.containsKey("license")) {
      throw new IllegalArgumentException("both licence and license are given");
    }
  }

  private Optional<String> text(String key) {
    return text(fields, key, key);
  }

  /** Returns a text without the space around it; an empty one says nothing. */
  private static Optional<String> text(Map<?, ?> fields, String key, String where) {
    Object value = fields.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof String text)) {
      throw new IllegalArgumentException(where + ": expected a text");
    }
    return Optional.of(text.strip()).filter(stripped -> !stripped.isEmpty());
  }

  private List<Creator> creators() {
    Object value = fields.get("creators");
    if (value == null || value.equals("")) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw new IllegalArgumentException("creators: expected a list, each line of it with a '-'");
    }
    List<Creator> creators = new ArrayList<>();
    for (Object element : list) {
      creators.add(creator(element, "creators, number " + (creators.size() + 1)));
    }
    return creators;
  }

  private static Creator creator(@Nullable Object element, String where) {
    if (element instanceof String name && !name.isBlank()) {
      return new Creator(name.strip(), Optional.empty(), Optional.empty(), false);
    }
    if (!(element instanceof Map<?, ?> fields)) {
      throw new IllegalArgumentException(where + ": expected a name, or lines such as 'name: …'");
    }
    checkKeys(fields, CREATOR_KEYS, where + ": ");
    String name =
        text(fields, "name", where + ", name")
            .orElseThrow(() -> new IllegalArgumentException(where + ": a name is missing"));
    Optional<String> orcid =
        text(fields, "orcid", where + ", orcid").map(text -> orcid(text, where));
    String type = text(fields, "type", where + ", type").orElse("person");
    boolean organisation = type.equals("organisation") || type.equals("organization");
    if (!organisation && !type.equals("person")) {
      throw new IllegalArgumentException(
          where + ": type is 'person' or 'organisation', not '" + SafeText.line(type) + "'");
    }
    if (organisation && orcid.isPresent()) {
      throw new IllegalArgumentException(where + ": an organisation has no ORCID iD");
    }
    return new Creator(name, orcid, text(fields, "affiliation", where), organisation);
  }

  private static String orcid(String text, String where) {
    String id = text.replaceFirst("^https?://orcid\\.org/", "").toUpperCase(Locale.ROOT);
    if (!ORCID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          where
              + ": an ORCID iD has four groups of four digits, such as 0000-0002-1825-0097, not '"
              + SafeText.line(text)
              + "'");
    }
    if (!isChecked(id)) {
      throw new IllegalArgumentException(
          where + ": the ORCID iD " + id + " is mistyped: its last digit does not fit the others");
    }
    return id;
  }

  /** ISO/IEC 7064, MOD 11-2, as ORCID documents it ("Structure of the ORCID Identifier"). */
  private static boolean isChecked(String orcid) {
    String digits = orcid.replace("-", "");
    int total = 0;
    for (int i = 0; i < 15; i++) {
      total = (total + digits.charAt(i) - '0') * 2;
    }
    int check = (12 - total % 11) % 11;
    return digits.charAt(15) == (check == 10 ? 'X' : (char) ('0' + check));
  }

  private static String licence(String text) {
    if (!LICENCE.matcher(text).matches() && !ADDRESS.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "licence: expected an SPDX id such as CC-BY-4.0, or the address of the licence, not '"
              + SafeText.line(text)
              + "'");
    }
    return text;
  }

  private static String access(String text) {
    if (!ACCESS.contains(text)) {
      throw new IllegalArgumentException(
          "access: expected " + String.join(", ", ACCESS) + ", not '" + SafeText.line(text) + "'");
    }
    return text;
  }

  private static String contact(String text) {
    if (!MAIL.matcher(text).matches() && !ADDRESS.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "contact: expected a mail address or the address of a page, not '"
              + SafeText.line(text)
              + "'");
    }
    return text;
  }

  private static String doi(String text) {
    String doi = text.replaceFirst("^(https?://(dx\\.)?doi\\.org/|doi:)", "");
    if (!DOI.matcher(doi).matches()) {
      throw new IllegalArgumentException(
          "doi: expected one such as 10.1234/abc, not '" + SafeText.line(text) + "'");
    }
    return doi;
  }
}
