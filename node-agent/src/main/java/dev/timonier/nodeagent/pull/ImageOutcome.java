package dev.timonier.nodeagent.pull;

import dev.timonier.nodeagent.container.StartFailure;
import dev.timonier.nodeagent.runtime.Image;
import java.time.Duration;

/// Whether a container's image is there.
public sealed interface ImageOutcome {
  record Present(Image image) implements ImageOutcome {}

  /// @param retry when to ask again
  record Absent(StartFailure failure, Duration retry) implements ImageOutcome {}

  /// It is being pulled; the one who asked will be woken.
  record Pulling() implements ImageOutcome {}
}
