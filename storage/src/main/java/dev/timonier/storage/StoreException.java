package dev.timonier.storage;

import org.jspecify.annotations.Nullable;

/// What a store can fail with. [#outcome()] says what a failed commit's caller may assume.
public abstract sealed class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// What became of the commit that failed.
  public enum Outcome {
    NOT_APPLIED,
    APPLIED,
    /// It may or may not have been applied: read to find out.
    UNKNOWN
  }

  private final Outcome outcome;

  private StoreException(String message, Outcome outcome, @Nullable Throwable cause) {
    super(message, cause);
    this.outcome = outcome;
  }

  public Outcome outcome() {
    return outcome;
  }

  /// History before the compacted revision was asked for.
  public static final class Compacted extends StoreException {
    private static final long serialVersionUID = 1;
    private final Revision compacted;

    public Compacted(Revision requested, Revision compacted) {
      super(
          "revision " + requested + " is gone: the store was compacted to " + compacted,
          Outcome.NOT_APPLIED,
          null);
      this.compacted = compacted;
    }

    /// The oldest revision that can still be read.
    public Revision compacted() {
      return compacted;
    }
  }

  /// The revision that was asked for does not exist yet.
  public static final class FutureRevision extends StoreException {
    private static final long serialVersionUID = 1;
    private final Revision current;

    public FutureRevision(Revision requested, Revision current) {
      super(
          "revision " + requested + " is ahead of the store, which is at " + current,
          Outcome.NOT_APPLIED,
          null);
      this.current = current;
    }

    public Revision current() {
      return current;
    }
  }

  /// The lease does not exist or has expired.
  public static final class NoSuchLease extends StoreException {
    private static final long serialVersionUID = 1;

    public NoSuchLease(LeaseId lease) {
      super("no such lease: " + lease.value(), Outcome.NOT_APPLIED, null);
    }
  }

  /// The key, the value or the transaction is larger than the store takes.
  public static final class TooLarge extends StoreException {
    private static final long serialVersionUID = 1;

    public TooLarge(String message) {
      super(message, Outcome.NOT_APPLIED, null);
    }
  }

  /// There is no room. Reads and watches go on; writes work again when there is room.
  public static final class NoSpace extends StoreException {
    private static final long serialVersionUID = 1;

    public NoSpace(String message, Outcome outcome, @Nullable Throwable cause) {
      super(message, outcome, cause);
    }
  }

  /// The store is closed, or was closed while the call waited.
  public static final class Closed extends StoreException {
    private static final long serialVersionUID = 1;

    public Closed(Outcome outcome) {
      super("the store is closed", outcome, null);
    }
  }

  /// The store cannot be used: it is in use elsewhere, access is denied, or nobody answers.
  public static final class Unavailable extends StoreException {
    private static final long serialVersionUID = 1;

    public Unavailable(String message, Outcome outcome, @Nullable Throwable cause) {
      super(message, outcome, cause);
    }
  }

  /// What is on disk is damaged or not ours; the message says which file and why.
  public static final class Corrupt extends StoreException {
    private static final long serialVersionUID = 1;

    public Corrupt(String message, Outcome outcome, @Nullable Throwable cause) {
      super(message, outcome, cause);
    }
  }

  /// No answer came in time.
  public static final class TimedOut extends StoreException {
    private static final long serialVersionUID = 1;

    public TimedOut(String message, Outcome outcome, @Nullable Throwable cause) {
      super(message, outcome, cause);
    }
  }
}
