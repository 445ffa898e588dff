package dev.timonier.nodeagent.runtime.process.cgroup;

import java.util.List;

/// Devices that a container may use.
///
/// @param major and `minor`: -1 for any
/// @param permissions of `r`, `w` and `m` (make the node)
public record DeviceRule(Kind kind, long major, long minor, String permissions) {
  public enum Kind {
    ANY('a'),
    CHARACTER('c'),
    BLOCK('b');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }
  }

  /// Everything, for privileged containers.
  public static final List<DeviceRule> ALL = List.of(new DeviceRule(Kind.ANY, -1, -1, "rwm"));

  /// What every container may use: nodes may be made of anything; null, zero, full, tty, random,
  /// urandom, pseudoterminals and ptmx may be used.
  public static final List<DeviceRule> DEFAULT =
      List.of(
          new DeviceRule(Kind.CHARACTER, -1, -1, "m"),
          new DeviceRule(Kind.BLOCK, -1, -1, "m"),
          character(1, 3),
          character(1, 5),
          character(1, 7),
          character(1, 8),
          character(1, 9),
          character(5, 0),
          character(5, 2),
          character(136, -1));

  private static DeviceRule character(long major, long minor) {
    return new DeviceRule(Kind.CHARACTER, major, minor, "rwm");
  }

  /// As `devices.allow` wants it.
  @Override
  public String toString() {
    return kind.letter + " " + number(major) + ":" + number(minor) + " " + permissions;
  }

  private static String number(long number) {
    return number < 0 ? "*" : Long.toString(number);
  }
}
