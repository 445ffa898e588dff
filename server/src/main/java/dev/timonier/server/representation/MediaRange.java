package dev.timonier.server.representation;

import dev.timonier.machinery.recent.Recent;
import dev.timonier.server.request.HttpRequest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One of the forms that an `Accept` header names.
///
/// Example: `application/json;as=Table;v=v1;g=meta.k8s.io;q=0.5`
///
/// @param type without its parameters; may be `*/*`
public record MediaRange(String type, Map<String, String> parameters, double quality) {
  private static final Comparator<MediaRange> BEST_FIRST =
      Comparator.comparingDouble((MediaRange range) -> -range.quality())
          .thenComparingInt(MediaRange::vagueness);

  private static final int MOST_CHARACTERS = 1024;

  /// What clients say they accept, which is always the same.
  private static final Recent<String, List<MediaRange>> RECENT =
      new Recent<>(64, MediaRange::all, header -> header.length() <= MOST_CHARACTERS);

  /// What a request accepts, the best first; empty when it does not say.
  public static List<MediaRange> of(HttpRequest request) {
    return of(request.headers().all("Accept"));
  }

  /// What some headers accept, the best first.
  public static List<MediaRange> of(List<String> headers) {
    return RECENT.of(headers.size() == 1 ? headers.getFirst() : String.join(",", headers));
  }

  private static List<MediaRange> all(String header) {
    return Stream.of(header.split(",", -1))
        .filter(text -> !text.isBlank())
        .map(MediaRange::parse)
        .sorted(BEST_FIRST)
        .toList();
  }

  private static MediaRange parse(String text) {
    var parts = text.split(";", -1);
    var parameters = new HashMap<String, String>();
    for (var i = 1; i < parts.length; i++) {
      var equals = parts[i].indexOf('=');
      if (equals > 0) {
        parameters.put(
            parts[i].substring(0, equals).strip(), parts[i].substring(equals + 1).strip());
      }
    }
    return new MediaRange(
        parts[0].strip(), Map.copyOf(parameters), quality(parameters.getOrDefault("q", "1")));
  }

  private static double quality(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  private int vagueness() {
    return type.equals("*/*") ? 2 : type.endsWith("/*") ? 1 : 0;
  }

  /// A parameter's value; empty when there is none.
  public String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /// The format of ours that is meant, which is JSON when that is left open.
  public Optional<MediaType> format() {
    return type.equals("*/*") ? Optional.of(MediaType.JSON) : MediaType.find(type);
  }
}
