package org.researchtracker.bundle.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page taken apart by the strictest reading: every {@code <} begins a tag of one plain form,
 * every {@code &} a reference, all elements are closed in order, and no character is one that a
 * browser would act upon.
 */
record PageScan(Set<String> tags, Set<String> attributes, List<String> addresses) {
  private static final Pattern TAG =
      Pattern.compile("<(/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:=\"[^\"<>]*\")?)*)>");
  private static final Pattern ATTRIBUTE = Pattern.compile(" ([a-z-]+)(?:=\"([^\"<>]*)\")?");
  private static final Pattern REFERENCE = Pattern.compile("&(lt|gt|amp|quot|#39);");
  private static final Set<String> VOID = Set.of("meta", "input", "img", "br");

  static PageScan of(String page) {
    String doctype = "<!doctype html>\n";
    assertThat(page).startsWith(doctype);
    int style = page.indexOf("<style>") + "<style>".length();
    String markup =
        page.substring(doctype.length(), style) + page.substring(page.indexOf("</style>"));
    PageScan scan = new PageScan(new TreeSet<>(), new TreeSet<>(), new ArrayList<>());
    Deque<String> open = new ArrayDeque<>();
    for (int i = 0; i < markup.length(); i++) {
      char c = markup.charAt(i);
      if (c == '<') {
        Matcher tag = TAG.matcher(markup).region(i, markup.length());
        assertThat(tag.lookingAt()).as("a tag at %s", around(markup, i)).isTrue();
        scan.take(tag, open);
        i = tag.end() - 1;
      } else if (c == '&') {
        assertThat(REFERENCE.matcher(markup).region(i, markup.length()).lookingAt())
            .as("a reference at %s", around(markup, i))
            .isTrue();
      } else {
        i += harmless(markup, i) - 1;
      }
    }
    assertThat(open).isEmpty();
    return scan;
  }

  private static String around(String text, int i) {
    return text.substring(Math.max(0, i - 60), Math.min(text.length(), i + 60));
  }

  /** Returns how many characters were looked at. */
  private static int harmless(String text, int i) {
    int point = text.codePointAt(i);
    boolean acts =
        (point < ' ' && point != '\n')
            || (point >= 0x7f && point <= 0x9f)
            || point == 0x61c
            || (point >= 0x200e && point <= 0x200f)
            || (point >= 0x2028 && point <= 0x202e)
            || (point >= 0x2066 && point <= 0x2069)
            || (point >= 0xd800 && point <= 0xdfff);
    assertThat(acts).as("U+%04X at %s", point, around(text, i)).isFalse();
    return Character.charCount(point);
  }

  private void take(Matcher tag, Deque<String> open) {
    String name = tag.group(2);
    tags.add(name);
    if (!tag.group(1).isEmpty()) {
      assertThat(open.pop()).isEqualTo(name);
      return;
    }
    if (!VOID.contains(name)) {
      open.push(name);
    }
    Matcher attribute = ATTRIBUTE.matcher(tag.group(3));
    while (attribute.find()) {
      attributes.add(attribute.group(1));
      if (attribute.group(1).equals("href") || attribute.group(1).equals("src")) {
        addresses.add(attribute.group(2));
      }
      if (attribute.group(1).equals("lang")) {
        assertThat(attribute.group(2)).matches("[A-Za-z0-9-]*");
      }
    }
  }
}
