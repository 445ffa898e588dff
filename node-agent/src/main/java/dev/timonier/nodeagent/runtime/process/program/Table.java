package dev.timonier.nodeagent.runtime.process.program;

/// Where things are in the memory of a running program. All numbers are little-endian 64-bit words.
///
/// ```
/// ADDRESS   how long all of this is        <- what the program reads from standard input
///       +8  address of the first entry
///      +16  entry that failed last
///      +24  what it answered (minus errno)
///      +32  cells: room for what system calls write
///     +512  entries, 96 bytes each
///       …   data: texts, structures
/// ```
final class Table {
  static final long ADDRESS = 0x1000_0000L;
  static final int CAPACITY = 4 << 20;

  static final int LENGTH = 0;
  static final int FIRST = 8;
  static final int FAILED = 16;
  static final int FAILURE = 24;
  static final int CELLS = 32;
  static final int ENTRIES = 512;

  /// Offsets within an entry.
  static final int NUMBER = 0;

  static final int ARGUMENTS = 8;

  /// One bit for each argument that is the address of its value.
  static final int INDIRECT = 56;

  static final int RESULT = 64;
  static final int IF_NEGATIVE = 72;
  static final int IF_ZERO = 80;
  static final int IF_POSITIVE = 88;
  static final int ENTRY_SIZE = 96;

  private Table() {}
}
