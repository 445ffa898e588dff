package dev.timonier.server.resource.core.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds what is wrong with what a pod's status says of its containers: as whom they run, and how
/// their devices are.
final class ContainerStatuses {
  private static final long MOST_ID = Integer.MAX_VALUE;
  private static final List<String> HEALTH = List.of("Healthy", "Unhealthy", "Unknown");
  private static final String CLAIM = "claim:";
  private static final String ALLOCATED = "allocatedResourcesStatus";

  private ContainerStatuses() {}

  static void validate(Subject pod) {
    var status = pod.at("status");
    var system = pod.at("spec").at("os").at("name").text();
    for (var list :
        List.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses")) {
      status.at(list).elements().forEach(one -> user(one.at("user").at("linux"), system));
    }
    resources(status.at("containerStatuses"), pod.value().path("spec").path("containers"));
    resources(status.at("initContainerStatuses"), pod.value().path("spec").path("initContainers"));
    for (var one : status.at("ephemeralContainerStatuses").elements()) {
      if (!one.at(ALLOCATED).isEmpty()) {
        one.at(ALLOCATED).forbidden("must not be specified in container status");
      }
    }
  }

  private static void user(Subject user, String system) {
    if (!user.isPresent()) {
      return;
    }
    if (system.equals("windows")) {
      user.forbidden("cannot be set for a windows pod");
      return;
    }
    user.at("uid").between(0, MOST_ID);
    user.at("gid").between(0, MOST_ID);
    user.at("supplementalGroups").elements().forEach(group -> group.between(0, MOST_ID));
  }

  /// @param containers those of which the statuses tell
  private static void resources(Subject statuses, JsonNode containers) {
    for (var status : statuses.elements()) {
      var container =
          Trees.stream(containers)
              .filter(c -> Trees.text(c, "name").equals(status.at("name").text()))
              .findFirst();
      for (var allocated : status.at(ALLOCATED).elements()) {
        container.ifPresent(c -> requested(allocated.at("name"), c.path("resources")));
        health(allocated.at("resources"));
      }
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
      resource.at("health").oneOf(HEALTH);
      var id = resource.at("resourceID");
      if (!ids.add(id.text())) {
        id.duplicate();
      }
    }
  }
}
