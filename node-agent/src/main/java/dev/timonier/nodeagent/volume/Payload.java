package dev.timonier.nodeagent.volume;

import java.util.Arrays;

/// A file of a volume.
///
/// @param mode permission bits, such as octal 644
record Payload(byte[] content, int mode) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that
        && mode == that.mode
        && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(content) + mode;
  }
}
