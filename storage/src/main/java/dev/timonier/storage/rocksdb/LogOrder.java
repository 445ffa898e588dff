package dev.timonier.storage.rocksdb;

import dev.timonier.storage.Revision;
import java.nio.ByteBuffer;
import java.time.Instant;

/// Checks that log entries follow each other without gaps, and that time does not go back.
final class LogOrder {
  private final Findings findings;
  private Revision revision;
  private int ordinal = -2; // nothing follows at the same revision
  private Instant moment = Instant.EPOCH;

  /// @param before the last revision that the log need not have
  LogOrder(Findings findings, Revision before) {
    this.findings = findings;
    this.revision = before;
  }

  void next(byte[] storedKey) {
    var place = ByteBuffer.wrap(storedKey);
    var nextRevision = new Revision(place.getLong());
    var nextOrdinal = place.getInt();
    var follows =
        nextRevision.equals(revision)
            ? nextOrdinal == ordinal + 1
            : nextRevision.equals(revision.next()) && nextOrdinal == 0;
    findings.check(follows, "log " + place(storedKey), "follows " + position());
    revision = nextRevision;
    ordinal = nextOrdinal;
  }

  void time(Instant committed, String where) {
    findings.check(!committed.isBefore(moment), where, "was committed before its predecessor");
    moment = committed;
  }

  void end(Revision current) {
    findings.check(
        !revision.isBefore(current), "log", "ends at " + revision + " instead of " + current);
  }

  private String position() {
    return ordinal < 0 ? "revision " + revision : revision + "." + ordinal;
  }

  static String place(byte[] storedKey) {
    var place = ByteBuffer.wrap(storedKey);
    return place.getLong() + "." + place.getInt();
  }
}
