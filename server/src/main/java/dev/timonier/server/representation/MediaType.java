package dev.timonier.server.representation;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The formats that bodies come in.
public enum MediaType {
  JSON("application/json"),
  YAML("application/yaml"),
  PROTOBUF("application/vnd.kubernetes.protobuf");

  /// What follows the format of a watch, whose body is frame after frame.
  static final String STREAM = ";stream=watch";

  private static final Map<String, MediaType> BY_TEXT =
      Arrays.stream(values()).collect(toMap(MediaType::text, identity()));

  private final String text;

  MediaType(String text) {
    this.text = text;
  }

  /// As in `Content-Type`.
  public String text() {
    return text;
  }

  static Optional<MediaType> find(String text) {
    return Optional.ofNullable(BY_TEXT.get(text));
  }

  /// All of them, as error messages tell them.
  static String all() {
    return Arrays.stream(values()).map(MediaType::text).collect(joining(", "));
  }

  /// As above, with those of watches, which are served where lists are.
  static String allOfLists() {
    return all() + ", " + allOfStreams();
  }

  /// Those of watches.
  static String allOfStreams() {
    return Stream.of(JSON, PROTOBUF).map(type -> type.text + STREAM).collect(joining(", "));
  }
}
