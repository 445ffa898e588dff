package dev.timonier.nodeagent.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The SHA-256 digest that names content, `sha256:…`.
public record Digest(String hex) {
  private static final Pattern FORM = Pattern.compile("sha256:([0-9a-f]{64})");

  public static Optional<Digest> parse(String text) {
    var form = FORM.matcher(text);
    return form.matches() ? Optional.of(new Digest(form.group(1))) : Optional.empty();
  }

  public static Digest of(byte[] content) {
    return new Digest(HexFormat.of().formatHex(sha256().digest(content)));
  }

  static Digest finished(MessageDigest digest) {
    return new Digest(HexFormat.of().formatHex(digest.digest()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new AssertionError(everyJavaHasIt);
    }
  }

  @Override
  public String toString() {
    return "sha256:" + hex;
  }
}
