package org.researchtracker.bundle;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.researchtracker.bundle.RecordCodec.Verdict;
import org.researchtracker.bundle.document.BundledExecution;
import org.researchtracker.bundle.document.BundledExecutions;
import org.researchtracker.bundle.document.BundledMedium;
import org.researchtracker.model.ExecutionRecord;

/**
 * The executions of one bundle, put down once: the many passes that follow all see the same, even
 * when logs grow meanwhile. Filled in two steps, records and then verdicts in the same order. Not
 * thread-safe.
 */
final class ExecutionSpool implements BundledExecutions, Closeable {
  private final Spill records;
  private final DataOutputStream recordsOut;
  private final Spill verdicts;
  private final DataOutputStream verdictsOut;
  private long count;

  ExecutionSpool(SpillFolder folder) {
    this.records = new Spill(folder);
    this.recordsOut = new DataOutputStream(new BufferedOutputStream(records, 1 << 14));
    this.verdicts = new Spill(folder);
    this.verdictsOut = new DataOutputStream(new BufferedOutputStream(verdicts, 1 << 12));
  }

  /** Takes the next execution. */
  void add(ExecutionRecord record, String executionFolder, String transcript) throws IOException {
    recordsOut.writeUTF(executionFolder);
    recordsOut.writeUTF(transcript);
    RecordCodec.write(record, recordsOut);
    count++;
  }

  /** Ends the first step. */
  void endRecords() throws IOException {
    recordsOut.flush();
  }

  /** Takes the verdicts of the next execution. */
  void addVerdicts(Map<Long, Verdict> media) throws IOException {
    RecordCodec.write(media, verdictsOut);
  }

  /** Ends the second step. */
  void endVerdicts() throws IOException {
    verdictsOut.flush();
  }

  /** Forgets the second step, which begins anew. */
  void forgetVerdicts() throws IOException {
    verdicts.reset();
  }

  /** Takes executions whose media have no verdict yet. */
  interface BareVisitor {
    void visit(ExecutionRecord record, String folder, String transcript) throws IOException;
  }

  /** Gives every execution in order, after the first step. */
  void forEachRecord(BareVisitor visitor) throws IOException {
    try (DataInputStream in = new DataInputStream(records.open())) {
      for (long i = 0; i < count; i++) {
        String executionFolder = in.readUTF();
        String transcript = in.readUTF();
        visitor.visit(RecordCodec.readRecord(in), executionFolder, transcript);
      }
    }
  }

  /** Takes executions with verdicts and what a ZIP wants to know. */
  interface FullVisitor {
    void visit(BundledExecution execution, Map<Long, Verdict> verdicts) throws IOException;
  }

  /** Gives every execution in order, after the second step. */
  void forEachWithVerdicts(FullVisitor visitor) throws IOException {
    try (DataInputStream in = new DataInputStream(verdicts.open())) {
      forEachRecord(
          (record, executionFolder, transcript) -> {
            Map<Long, Verdict> found = RecordCodec.readVerdicts(in);
            Map<Long, BundledMedium> media = new TreeMap<>();
            found.forEach((number, verdict) -> media.put(number, verdict.medium()));
            visitor.visit(new BundledExecution(record, executionFolder, transcript, media), found);
          });
    }
  }

  @Override
  public void forEach(Visitor visitor) throws IOException {
    forEachWithVerdicts((execution, verdicts) -> visitor.visit(execution));
  }

  @Override
  public void close() throws IOException {
    records.close();
    verdicts.close();
  }
}
