package dev.timonier.server.resource.core.podspec;

/// The name of a container image, as far as the policy of pulling depends on it
/// (<https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting>): one that
/// says `latest`, or no tag and no digest at all, may change and is pulled always.
///
/// ```
/// registry.example:5000/team/app:1.2@sha256:4bb0…
/// └──────── domain ───┘ └ path ┘ tag └ digest
/// ```
final class ImageReference {
  private static final int MOST_NAME = 255;
  private static final int FEWEST_DIGITS = 32;

  private final String text;

  private ImageReference(String text) {
    this.text = text;
  }

  static String pullPolicyFor(String image) {
    return new ImageReference(image).mayChange() ? "Always" : "IfNotPresent";
  }

  /// What is no reference has no tag that could change.
  private boolean mayChange() {
    var at = text.indexOf('@');
    var named = at < 0 ? text : text.substring(0, at);
    var colon = named.lastIndexOf(':');
    var hasTag = colon > named.lastIndexOf('/');
    var name = hasTag ? named.substring(0, colon) : named;
    var tag = hasTag ? named.substring(colon + 1) : "";
    if (hasTag ? !tag.equals("latest") : at >= 0) {
      return false;
    }
    return isName(name) && !isHash(text) && (at < 0 || isDigest(text.substring(at + 1)));
  }

  private static boolean isName(String name) {
    var slash = name.indexOf('/');
    var first = slash < 0 ? "" : name.substring(0, slash);
    var path = isDomainLike(first) ? name.substring(slash + 1) : name;
    return name.length() <= MOST_NAME && (!isDomainLike(first) || isDomain(first)) && isPath(path);
  }

  /// Only a first part with a dot, a port or a capital letter is a domain, and `localhost`.
  private static boolean isDomainLike(String part) {
    return part.indexOf('.') >= 0
        || part.indexOf(':') >= 0
        || part.equals("localhost")
        || hasCapital(part);
  }

  private static boolean hasCapital(String part) {
    return part.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
  }

  private static boolean isDomain(String domain) {
    var colon = domain.lastIndexOf(':');
    var hasPort = colon > domain.lastIndexOf(']');
    var host = hasPort ? domain.substring(0, colon) : domain;
    var port = hasPort ? domain.substring(colon + 1) : "0";
    return isDigits(port) && (host.startsWith("[") ? isAddress(host) : isHost(host));
  }

  private static boolean isAddress(String host) {
    var inside = host.substring(1, Math.max(1, host.length() - 1));
    return host.endsWith("]") && inside.chars().allMatch(c -> isHexDigit(c) || c == ':');
  }

  private static boolean isHost(String host) {
    for (var part : host.split("\\.", -1)) {
      if (part.isEmpty()
          || part.startsWith("-")
          || part.endsWith("-")
          || !part.chars().allMatch(c -> isLetterOrDigit(c) || c == '-')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPath(String path) {
    for (var part : path.split("/", -1)) {
      if (!isPathPart(part)) {
        return false;
      }
    }
    return true;
  }

  /// Small letters and digits, separated by a dot, one or two underscores, or any number of dashes.
  private static boolean isPathPart(String part) {
    var i = 0;
    while (true) {
      var start = i;
      while (i < part.length() && isSmallOrDigit(part.charAt(i))) {
        i++;
      }
      if (i == start) {
        return false;
      }
      if (i == part.length()) {
        return true;
      }
      i += separator(part, i);
    }
  }

  private static int separator(String part, int start) {
    if (part.charAt(start) == '.') {
      return 1;
    }
    var separator = part.charAt(start);
    var most = separator == '_' ? 2 : separator == '-' ? part.length() : 0;
    var length = 0;
    while (length < most
        && start + length < part.length()
        && part.charAt(start + length) == separator) {
      length++;
    }
    return length;
  }

  private static boolean isDigest(String digest) {
    var colon = digest.indexOf(':');
    return colon > 0
        && digest.length() - colon - 1 >= FEWEST_DIGITS
        && digest.substring(colon + 1).chars().allMatch(ImageReference::isHexDigit);
  }

  /// A bare hash is an image's identity and no name.
  private static boolean isHash(String text) {
    return text.length() == 64
        && text.chars().allMatch(c -> isHexDigit(c) && !(c >= 'A' && c <= 'F'));
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isHexDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isLetterOrDigit(int c) {
    return isSmallOrDigit(c) || (c >= 'A' && c <= 'Z');
  }

  private static boolean isSmallOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
