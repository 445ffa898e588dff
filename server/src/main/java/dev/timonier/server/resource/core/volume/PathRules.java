package dev.timonier.server.resource.core.volume;

import dev.timonier.server.validation.Subject;

/// What holds for the paths and modes of files.
public final class PathRules {
  private static final long MOST_MODE = 0777;

  private PathRules() {}

  /// A path must not lead up.
  public static void noBacksteps(Subject path) {
    if (hasBacksteps(path.text())) {
      path.invalid("must not contain '..'");
    }
  }

  public static boolean hasBacksteps(String path) {
    return path.contains("..")
        && (path.equals("..")
            || path.startsWith("../")
            || path.endsWith("/..")
            || path.contains("/../"));
  }

  /// A path must be relative and must not lead up.
  public static void descending(Subject path) {
    if (path.text().startsWith("/")) {
      path.invalid("must be a relative path");
    }
    noBacksteps(path);
  }

  /// A file in a volume: what begins with two dots is the volume's own.
  public static void ofFile(Subject path) {
    descending(path);
    if (path.text().startsWith("..") && !path.text().startsWith("../")) {
      path.invalid("must not start with '..'");
    }
  }

  /// The permissions of a file, if given.
  public static void mode(Subject mode) {
    if (mode.isPresent() && (mode.number() < 0 || mode.number() > MOST_MODE)) {
      mode.invalid("must be a number between 0 and 0777 (octal), both inclusive");
    }
  }

  /// A key of a Secret or ConfigMap that becomes a file.
  public static void keyToPath(Subject item) {
    item.at("key").mustBePresent("");
    item.at("path").mustBePresent("");
    ofFile(item.at("path"));
    mode(item.at("mode"));
  }
}
