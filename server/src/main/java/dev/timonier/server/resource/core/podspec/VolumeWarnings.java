package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.List;

/// Warns of volumes in which one file hides another.
final class VolumeWarnings {
  private final List<String> warnings = new ArrayList<>();

  /// A file of a volume.
  ///
  /// @param source where it comes from, for volumes with several sources
  private record Place(String path, String source) {
    boolean overlaps(Place other) {
      return path.equals(other.path)
          || path.startsWith(other.path + "/")
          || other.path.startsWith(path + "/");
    }

    String shown() {
      return Subject.quote(path) + (source.isEmpty() ? "" : " (" + source + ")");
    }
  }

  private VolumeWarnings() {}

  static List<String> of(Subject volumes) {
    var found = new VolumeWarnings();
    volumes.elements().forEach(found::volume);
    return found.warnings;
  }

  private void volume(Subject volume) {
    var name = Subject.quote(volume.at("name").text());
    var configMap = volume.at("configMap");
    var secret = volume.at("secret");
    var kind = "ConfigMap " + Subject.quote(configMap.at("name").text());
    plain("volume " + name + " (" + kind + ")", configMap.at("items"));
    var secretKind = "Secret " + Subject.quote(secret.at("secretName").text());
    plain("volume " + name + " (" + secretKind + ")", secret.at("items"));
    plain("volume " + name + " (DownwardAPI)", volume.at("downwardAPI").at("items"));
    if (volume.at("projected").isPresent()) {
      projected("volume " + name + " (Projected)", volume.at("projected").at("sources"));
    }
  }

  private void plain(String volume, Subject items) {
    var overlaps = new ArrayList<String>();
    var before = new ArrayList<Place>();
    for (var place : places(items, "")) {
      before.stream()
          .filter(place::overlaps)
          .findFirst()
          .ifPresent(other -> overlaps.add(place.shown() + " with " + other.shown()));
      before.add(place);
    }
    if (!overlaps.isEmpty()) {
      warnings.add(volume + ": overlapping paths: " + String.join(", ", overlaps));
    }
  }

  private void projected(String volume, Subject sources) {
    if (sources.elements().stream().allMatch(source -> source.keys().isEmpty())) {
      warnings.add(volume + " has no sources provided");
    }
    var before = new ArrayList<Place>();
    for (var source : sources.elements()) {
      for (var place : places(source)) {
        before.stream()
            .filter(place::overlaps)
            .forEach(
                other ->
                    warnings.add(
                        "%s: overlapping paths: %s with %s"
                            .formatted(volume, place.shown(), other.shown())));
        before.add(place);
      }
    }
  }

  private static List<Place> places(Subject source) {
    var places = new ArrayList<Place>();
    places.addAll(named(source.at("configMap"), "ConfigMap"));
    places.addAll(named(source.at("secret"), "Secret"));
    places.addAll(places(source.at("downwardAPI").at("items"), "DownwardAPI"));
    var token = source.at("serviceAccountToken");
    if (token.isPresent()) {
      places.add(new Place(trimmed(token.at("path").text()), "ServiceAccountToken"));
    }
    return places;
  }

  private static List<Place> named(Subject source, String kind) {
    return places(source.at("items"), kind + " " + Subject.quote(source.at("name").text()));
  }

  private static List<Place> places(Subject items, String source) {
    return items.elements().stream()
        .map(item -> new Place(trimmed(item.at("path").text()), source))
        .toList();
  }

  private static String trimmed(String path) {
    return path.replaceAll("/+$", "");
  }
}
