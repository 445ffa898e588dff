package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.Plugin;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.framework.Status.Rejection;

/// What came of the plugins at an extension point after a node was chosen.
public sealed interface Outcome {
  Outcome OK = new Ok();

  /// Go on.
  record Ok() implements Outcome {}

  /// A plugin says no.
  record Rejected(String plugin, Rejection rejection) implements Outcome {
    static Rejected by(Plugin plugin, Rejection rejection) {
      return new Rejected(plugin.name(), rejection);
    }
  }

  /// Something is broken.
  record Broken(Failed failure) implements Outcome {
    /// @param point as in `Reserve`
    static Broken at(String point, Plugin plugin, Failed failure) {
      return new Broken(failure.in(point + " plugin \"" + plugin.name() + "\""));
    }
  }
}
