package dev.timonier.server.bootstrap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.network.Cidr;
import dev.timonier.server.object.Trees;
import dev.timonier.server.schema.Times;
import java.time.InstantSource;
import java.util.List;

/// The ServiceCIDR of the ranges that the server was set up with. A range of a second family that
/// the server was given later is added to it. It is said to be ready unless something was said of
/// that already, or somebody gave it other ranges.
public final class DefaultServiceCidr implements Bootstrap.Step {
  private static final SystemObjects.Place PLACE =
      new SystemObjects.Place("networking.k8s.io", "v1", "servicecidrs", "", "kubernetes");
  private static final String MANAGER = "kubernetes-service-cidr-controller";

  private final SystemObjects objects;
  private final List<String> ranges;
  private final InstantSource clock;

  public DefaultServiceCidr(SystemObjects objects, List<Cidr> ranges, InstantSource clock) {
    this.objects = objects;
    this.ranges = ranges.stream().map(Cidr::toString).toList();
    this.clock = clock;
  }

  @Override
  public void run() {
    objects.reconcile(PLACE, this::setRanges, this::addSecondFamily);
    objects.find(PLACE).filter(this::untold).ifPresent(_ -> tellReady());
  }

  private void setRanges(ObjectNode root) {
    var cidrs = Trees.child(root, "spec").putArray("cidrs");
    ranges.forEach(cidrs::add);
  }

  private void addSecondFamily(ObjectNode root) {
    if (ranges.size() == 2 && rangesOf(root).equals(List.of(ranges.getFirst()))) {
      setRanges(root);
    }
  }

  private boolean untold(ObjectNode root) {
    return !root.path("metadata").has("deletionTimestamp")
        && rangesOf(root).equals(ranges)
        && root.path("status")
            .path("conditions")
            .valueStream()
            .filter(condition -> condition.path("type").asText().equals("Ready"))
            .allMatch(condition -> condition.path("status").asText().equals("Unknown"));
  }

  private static List<String> rangesOf(ObjectNode root) {
    return root.path("spec").path("cidrs").valueStream().map(JsonNode::asText).toList();
  }

  private void tellReady() {
    objects.applyStatus(
        PLACE,
        MANAGER,
        status ->
            status
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "True")
                .put("lastTransitionTime", Times.seconds(clock.instant()))
                .put("message", "Kubernetes default Service CIDR is ready"));
  }
}
