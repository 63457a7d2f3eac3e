package org.researchtracker.bundle.document;

import java.util.List;
import java.util.Optional;

/**
 * Who made a bundle and under what terms it may be used, as {@code --describe} says; nothing is
 * invented where it says nothing.
 *
 * @param title the title, if one is given
 * @param description what it is about, if that is given
 * @param creators who made it
 * @param publisher who publishes it
 * @param contact an address for questions: for mail, or of a page
 * @param funder who paid for it
 * @param licence SPDX id or address of the licence
 * @param access {@code open}, {@code restricted} or {@code closed}
 * @param doi its DOI
 */
public record BundleDescription(
    Optional<String> title,
    Optional<String> description,
    List<Creator> creators,
    Optional<String> publisher,
    Optional<String> contact,
    Optional<String> funder,
    Optional<String> licence,
    Optional<String> access,
    Optional<String> doi) {

  /** Says nothing. */
  public static final BundleDescription NONE =
      new BundleDescription(
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Copies the creators. */
  public BundleDescription {
    creators = List.copyOf(creators);
  }

  /** Returns the address for questions where it is one for mail, and no page. */
  public Optional<String> mail() {
    return contact.filter(address -> !Described.isAddress(address));
  }

  /**
   * A person or organisation.
   *
   * @param name the name
   * @param orcid the ORCID iD, if one is given
   * @param affiliation where they work, if that is given
   * @param isOrganisation whether it is an organisation rather than a person
   */
  public record Creator(
      String name, Optional<String> orcid, Optional<String> affiliation, boolean isOrganisation) {}
}
