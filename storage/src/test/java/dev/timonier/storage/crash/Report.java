package dev.timonier.storage.crash;

import dev.timonier.storage.Revision;

/// What the process that is killed has to say, a line each.
sealed interface Report {
  /// As one line.
  String line();

  /// A commit was acknowledged to a client.
  record Committed(Acknowledgement acknowledgement) implements Report {
    @Override
    public String line() {
      return "committed " + acknowledgement.line();
    }
  }

  /// A watcher was told of everything up to a revision, without a gap and without a half.
  record Told(int watcher, Revision through) implements Report {
    @Override
    public String line() {
      return "told " + watcher + " " + through + "\n";
    }
  }

  /// A watcher was told of something that does not follow what it was told before.
  record Misled(int watcher, Revision at) implements Report {
    @Override
    public String line() {
      return "misled " + watcher + " " + at + "\n";
    }
  }

  static Report parse(String line) {
    var parts = line.split(" ", 3);
    return switch (parts[0]) {
      case "committed" ->
          new Committed(Acknowledgement.parse(line.substring("committed ".length())));
      case "told" -> new Told(Integer.parseInt(parts[1]), new Revision(Long.parseLong(parts[2])));
      case "misled" ->
          new Misled(Integer.parseInt(parts[1]), new Revision(Long.parseLong(parts[2])));
      default -> throw new IllegalArgumentException(line);
    };
  }
}
