package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.validation.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Warns of volumes of kinds that are gone, and of volumes in which one file hides another.
public final class VolumeWarnings {
  /// In the order in which they are looked for; claims come between.
  private static final Map<String, String> OLD_TYPES = oldTypes();

  private static final String CLAIM = "ephemeral";

  private final List<String> warnings = new ArrayList<>();

  /// A file of a volume.
  ///
  /// @param source where it comes from, for volumes with several sources
  private record Place(String path, String source) {
    boolean overlaps(Place other) {
      return !path.isEmpty()
          && !other.path.isEmpty()
          && ((path + "/").startsWith(other.path + "/")
              || (other.path + "/").startsWith(path + "/"));
    }

    String shown() {
      return Subject.quote(path) + (source.isEmpty() ? "" : " (" + source + ")");
    }
  }

  private VolumeWarnings() {}

  private static Map<String, String> oldTypes() {
    var types = new LinkedHashMap<String, String>();
    types.put("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+");
    types.put("gitRepo", "deprecated in v1.11, and disabled by default in v1.33+");
    types.put("scaleIO", "deprecated in v1.16, non-functional in v1.22+");
    types.put("flocker", "deprecated in v1.22, non-functional in v1.25+");
    types.put("storageos", "deprecated in v1.22, non-functional in v1.25+");
    types.put("quobyte", "deprecated in v1.22, non-functional in v1.25+");
    types.put("glusterfs", "deprecated in v1.25, non-functional in v1.26+");
    types.put(CLAIM, "");
    types.put("cephfs", "deprecated in v1.28, non-functional in v1.31+");
    types.put("rbd", "deprecated in v1.28, non-functional in v1.31+");
    return types;
  }

  static List<String> of(Subject volumes) {
    var found = new VolumeWarnings();
    volumes.elements().forEach(found::type);
    volumes.elements().forEach(found::files);
    return found.warnings;
  }

  private void type(Subject volume) {
    for (var type : OLD_TYPES.keySet()) {
      if (type.equals(CLAIM)) {
        var template = volume.at(CLAIM).at("volumeClaimTemplate");
        warnings.addAll(ByteWarnings.ofClaim(template.at("spec")));
      } else if (volume.has(type)) {
        warnings.add(ofType(volume, type));
      }
    }
  }

  /// Warns of a volume's type.
  ///
  /// @param type one of those that are gone
  public static String ofType(Subject volume, String type) {
    var shown = type.equals("storageos") ? "storageOS" : type;
    return volume.at(shown).path() + ": " + OLD_TYPES.get(type);
  }

  private void files(Subject volume) {
    var name = "volume " + Subject.quote(volume.at("name").text());
    var configMap = volume.at("configMap");
    var secret = volume.at("secret");
    plain(name + " (ConfigMap " + quoted(configMap.at("name")) + ")", configMap.at("items"));
    plain(name + " (Secret " + quoted(secret.at("secretName")) + ")", secret.at("items"));
    plain(name + " (DownwardAPI)", volume.at("downwardAPI").at("items"));
    projected(name + " (Projected)", volume.at("projected").at("sources"));
  }

  private static String quoted(Subject name) {
    return Subject.quote(name.text());
  }

  private void plain(String volume, Subject items) {
    overlaps(volume, places(items, ""), new ArrayList<>());
  }

  private void projected(String volume, Subject sources) {
    var before = new ArrayList<Place>();
    for (var source : sources.elements()) {
      if (source.keys().isEmpty()) {
        warnings.add(volume + " has no sources provided");
      }
      overlaps(volume, places(source), before);
    }
  }

  /// @param before the places that came before, to which these are added
  private void overlaps(String volume, List<Place> places, List<Place> before) {
    for (var place : places) {
      for (var other : before) {
        if (place.overlaps(other)) {
          warnings.add(
              "%s: overlapping paths: %s with %s".formatted(volume, place.shown(), other.shown()));
        }
      }
      before.add(place);
    }
  }

  /// Of a source that is several things at once, the first counts.
  private static List<Place> places(Subject source) {
    for (var kind : List.of("configMap", "secret")) {
      if (!source.at(kind).at("items").isEmpty()) {
        var name =
            (kind.equals("secret") ? "Secret " : "ConfigMap ") + quoted(source.at(kind).at("name"));
        return places(source.at(kind).at("items"), name);
      }
    }
    if (!source.at("downwardAPI").at("items").isEmpty()) {
      return places(source.at("downwardAPI").at("items"), "DownwardAPI");
    }
    var token = source.at("serviceAccountToken");
    return token.isPresent()
        ? List.of(new Place(trimmed(token.at("path").text()), "ServiceAccountToken"))
        : List.of();
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
