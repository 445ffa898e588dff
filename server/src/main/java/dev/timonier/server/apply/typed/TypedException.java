package dev.timonier.server.apply.typed;

import java.util.List;

/// A value does not fit its type; the message is the one that Kubernetes gives.
public class TypedException extends RuntimeException {
  public TypedException(List<String> faults) {
    super(message(faults), null, false, false);
  }

  private static String message(List<String> faults) {
    return faults.size() == 1 ? faults.getFirst() : "errors:\n  " + String.join("\n  ", faults);
  }
}
