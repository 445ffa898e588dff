package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.volume.PathRules;
import dev.timonier.server.validation.Subject;
import java.util.HashMap;
import java.util.Map;

/// Finds what is wrong with environment variables that come from files, which init containers write
/// into empty volumes.
final class EnvironmentFiles {
  private EnvironmentFiles() {}

  static void reference(Subject reference) {
    reference.at("key").mustKeep(it -> it.format(Format::checkEnvironmentName));
    reference.at("volumeName").mustKeep(it -> it.format(Format.DNS_LABEL));
    reference.at("path").mustKeep(PathRules::noBacksteps);
  }

  /// Examines what the references of all containers refer to.
  static void validate(Subject spec) {
    var volumes = new HashMap<String, JsonNode>();
    for (var volume : spec.value().path("volumes")) {
      volumes.put(Trees.text(volume, "name"), volume);
    }
    for (var list : ContainerLists.ALL) {
      for (var container : spec.at(list).elements()) {
        container(container, volumes);
      }
    }
  }

  private static void container(Subject container, Map<String, JsonNode> volumes) {
    for (var variable : container.at("env").elements()) {
      var reference = variable.at("valueFrom").at("fileKeyRef");
      if (reference.isPresent()) {
        volume(reference.at("volumeName"), volumes);
      }
    }
  }

  private static void volume(Subject name, Map<String, JsonNode> volumes) {
    var volume = volumes.get(name.text());
    if (volume == null) {
      name.with(TextNode.valueOf(name.text())).notFound();
    } else if (!volume.hasNonNull("emptyDir")) {
      name.invalid("referenced volume must be of type emptyDir");
    }
  }
}
