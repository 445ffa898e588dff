package dev.timonier.server.resource.core.podspec;

import dev.timonier.server.resource.core.volume.PathRules;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds what is wrong with a volume that puts files of several sources together
/// (<https://kubernetes.io/docs/concepts/storage/projected-volumes/>).
final class ProjectedVolumeValidation {
  private static final List<String> TYPES =
      List.of("secret", "configMap", "downwardAPI", "serviceAccountToken");
  private static final long FEWEST_SECONDS = 600;
  private static final long MOST_SECONDS = 1L << 32;

  private final Subject volume;
  private final Set<String> paths = new HashSet<>();

  ProjectedVolumeValidation(Subject volume) {
    this.volume = volume;
  }

  void validate() {
    PathRules.mode(volume.at("defaultMode"));
    volume.at("sources").elements().forEach(this::source);
  }

  private void source(Subject source) {
    named(source.at("secret"));
    named(source.at("configMap"));
    for (var file : source.at("downwardAPI").at("items").elements()) {
      FileVolumes.downwardApiFile(source.at("downwardAPI").with(file.value()));
      unique(file.at("path").text(), file.at("path").shown());
    }
    if (source.has("serviceAccountToken")) {
      token(source.at("serviceAccountToken"));
    }
    if (TYPES.stream().filter(source::has).count() > 1) {
      source.forbidden("may not specify more than 1 volume type per source");
    }
  }

  private void named(Subject source) {
    if (!source.isPresent()) {
      return;
    }
    source.at("name").mustBePresent("");
    for (var item : source.at("items").elements()) {
      PathRules.keyToPath(item);
      unique(item.at("path").text(), Subject.quote(source.at("name").text()));
    }
  }

  /// @param shown what tells the source of the path
  private void unique(String path, String shown) {
    if (!path.isEmpty() && !paths.add(path)) {
      volume.invalid(shown, "conflicting duplicate paths");
    }
  }

  /// The faults of the path are told of the volume.
  private void token(Subject token) {
    var seconds = token.at("expirationSeconds");
    if (seconds.number() < FEWEST_SECONDS) {
      seconds.invalid("may not specify a duration less than 10 minutes");
    }
    if (seconds.number() > MOST_SECONDS) {
      seconds.invalid("may not specify a duration larger than 2^32 seconds");
    }
    volume.at("path").with(token.at("path").value()).mustKeep(PathRules::ofFile);
  }
}
