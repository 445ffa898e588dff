package dev.timonier.server.representation;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Optional;

/// The formats that bodies come in.
public enum MediaType {
  JSON("application/json"),
  YAML("application/yaml"),
  PROTOBUF("application/vnd.kubernetes.protobuf");

  private final String text;

  MediaType(String text) {
    this.text = text;
  }

  /// As in `Content-Type`.
  public String text() {
    return text;
  }

  static Optional<MediaType> find(String text) {
    return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
  }

  /// All of them, as error messages tell them.
  static String all() {
    return Arrays.stream(values()).map(MediaType::text).collect(joining(", "));
  }
}
