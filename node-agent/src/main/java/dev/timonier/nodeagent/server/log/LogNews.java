package dev.timonier.nodeagent.server.log;

/// Tells who follows a log when to look at it again.
@FunctionalInterface
public interface LogNews {
  /// Waits until the log may have grown; false when it will not grow any more, after one last look.
  boolean await();
}
