package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds what is wrong with what a pod's status says of its containers: as whom they run, and how
/// their devices are.
final class ContainerStatuses {
  private static final long MOST_ID = Integer.MAX_VALUE;
  private static final List<String> HEALTH = List.of("Healthy", "Unhealthy", "Unknown");
  private static final String CLAIM = "claim:";

  /// The containers of which each list of statuses tells.
  private static final Map<String, String> LISTS =
      Map.of(
          "containerStatuses", "containers",
          "initContainerStatuses", "initContainers",
          "ephemeralContainerStatuses", "ephemeralContainers");

  private ContainerStatuses() {}

  static void validate(Subject pod) {
    for (var list :
        List.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses")) {
      var statuses = pod.at("status").at(list);
      statuses.elements().forEach(status -> user(status.at("user").at("linux")));
      var containers = pod.value().path("spec").path(LISTS.get(list));
      statuses.elements().forEach(status -> resources(status, containers));
    }
  }

  private static void user(Subject user) {
    if (!user.isPresent()) {
      return;
    }
    user.at("uid").between(0, MOST_ID);
    user.at("gid").between(0, MOST_ID);
    user.at("supplementalGroups").elements().forEach(group -> group.between(0, MOST_ID));
  }

  private static void resources(Subject status, JsonNode containers) {
    var container =
        Trees.stream(containers)
            .filter(c -> Trees.text(c, "name").equals(status.at("name").text()))
            .findFirst();
    var names = new HashSet<String>();
    for (var allocated : status.at("allocatedResourcesStatus").elements()) {
      var name = allocated.at("name");
      if (!names.add(name.text())) {
        name.duplicate();
      }
      container.ifPresent(c -> requested(name, c.path("resources")));
      health(allocated.at("resources"));
    }
  }

  private static void requested(Subject name, JsonNode resources) {
    if (name.text().startsWith(CLAIM)) {
      if (!claims(resources).contains(name.text())) {
        name.invalid(
            "must match one of the container's resource claims in a format"
                + " 'claim:<claimName>/<request>' or 'claim:<claimName>' if request is empty");
      }
    } else if (!resources.path("requests").has(name.text())) {
      name.invalid("must match one of the container's resource requests");
    }
  }

  private static Set<String> claims(JsonNode resources) {
    var names = new HashSet<String>();
    for (var claim : resources.path("claims")) {
      var request = Trees.text(claim, "request");
      names.add(CLAIM + Trees.text(claim, "name") + (request.isEmpty() ? "" : "/" + request));
    }
    return names;
  }

  private static void health(Subject resources) {
    var ids = new HashSet<String>();
    for (var resource : resources.elements()) {
      var id = resource.at("resourceID");
      if (!ids.add(id.text())) {
        id.duplicate();
      }
      if (!resource.at("health").isEmpty()) {
        resource.at("health").oneOf(HEALTH);
      }
    }
  }
}
