package org.researchtracker.bundle.check;

import java.util.function.Consumer;
import org.researchtracker.bundle.check.Fault.Kind;

/** Passes faults on as they are found, and counts them. */
final class FaultLog {
  private final Consumer<Fault> sink;
  private long faults;
  private long warnings;

  FaultLog(Consumer<Fault> sink) {
    this.sink = sink;
  }

  void fault(Kind kind, String path, String detail) {
    add(new Fault(kind, false, path, detail));
  }

  void warn(Kind kind, String path, String detail) {
    add(new Fault(kind, true, path, detail));
  }

  private void add(Fault fault) {
    if (fault.warning()) {
      warnings++;
    } else {
      faults++;
    }
    sink.accept(fault);
  }

  long faults() {
    return faults;
  }

  long warnings() {
    return warnings;
  }
}
