package dev.timonier.server.protobuf;

import static java.util.Objects.requireNonNull;

/// Bytes that are no message; the words are those of Kubernetes.
public final class MalformedMessage extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedMessage(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
