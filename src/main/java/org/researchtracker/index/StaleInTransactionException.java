package org.researchtracker.index;

/** A stale line met inside a transaction that had to be rolled back. */
final class StaleInTransactionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient StaleIndexException stale;

  StaleInTransactionException(StaleIndexException stale) {
    super(stale);
    this.stale = stale;
  }

  StaleIndexException stale() {
    return stale;
  }
}
