package org.researchtracker.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** If these fail, the server looks for something else than what it was asked for. */
class PercentCodingTest {

  @Test
  void whatIsEncodedComesBack() {
    String text = "a b+ü/石桥 🎨%&=\n";

    assertThat(PercentCoding.decode(PercentCoding.encode(text), true)).isEqualTo(text);
  }

  @Test
  void whatAClientDidNotEncodeStaysBesideWhatItDid() {
    assertThat(PercentCoding.decode("ü🎨+a%20石", true)).isEqualTo("ü🎨 a 石");
  }
}
