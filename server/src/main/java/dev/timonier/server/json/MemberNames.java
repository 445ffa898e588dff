package dev.timonier.server.json;

import java.nio.charset.StandardCharsets;

/// The names of members that come again and again: those of the fields of all types. Whoever reads
/// JSON gets the same text for the same name, so that looking it up compares nothing and its hash
/// is known.
public final class MemberNames {
  /// Less than half of it is ever filled: a name has its place or one soon after it.
  private static final int PLACES = 1 << 14;

  private static final int MOST = PLACES / 2;

  /// Read without a lock: texts are immutable, and one that is not seen yet is made again.
  private static final String[] NAMES = new String[PLACES];

  private static int number;

  private MemberNames() {}

  /// The one text of a name, which is known from now on. It is that of the constants of the same
  /// name, too.
  public static synchronized String learn(String name) {
    var one = name.intern();
    var place = place(one.hashCode());
    while (NAMES[place] != null && !NAMES[place].equals(one)) {
      place = place + 1 & PLACES - 1;
    }
    if (NAMES[place] == null && number < MOST && isPlain(one)) {
      NAMES[place] = one;
      number++;
    }
    return one;
  }

  /// The text of a name of ASCII characters.
  ///
  /// @param hash as [String#hashCode] has it
  static String of(byte[] text, int start, int end, int hash) {
    for (var place = place(hash); NAMES[place] != null; place = place + 1 & PLACES - 1) {
      var name = NAMES[place];
      if (name.hashCode() == hash && is(name, text, start, end)) {
        return name;
      }
    }
    return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private static int place(int hash) {
    return (hash ^ hash >>> 14) & PLACES - 1;
  }

  private static boolean is(String name, byte[] text, int start, int end) {
    if (name.length() != end - start) {
      return false;
    }
    for (var i = 0; i < name.length(); i++) {
      if (name.charAt(i) != text[start + i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(String name) {
    return name.chars().allMatch(c -> c < 128);
  }
}
