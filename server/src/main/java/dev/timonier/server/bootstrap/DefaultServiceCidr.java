package dev.timonier.server.bootstrap;

import dev.timonier.server.network.Cidr;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.schema.Times;
import java.time.InstantSource;
import java.util.List;

/// The ServiceCIDR of the ranges that the server was set up with.
public final class DefaultServiceCidr implements Bootstrap.Step {
  private static final SystemObjects.Place PLACE =
      new SystemObjects.Place("networking.k8s.io", "v1", "servicecidrs", "", "kubernetes");

  private final SystemObjects objects;
  private final List<Cidr> ranges;
  private final InstantSource clock;

  public DefaultServiceCidr(SystemObjects objects, List<Cidr> ranges, InstantSource clock) {
    this.objects = objects;
    this.ranges = ranges;
    this.clock = clock;
  }

  @Override
  public void run() {
    objects.ensure(
        PLACE,
        root -> {
          var cidrs = Trees.child(root, "spec").putArray("cidrs");
          ranges.forEach(range -> cidrs.add(range.toString()));
        });
    objects.change(
        PLACE,
        Part.STATUS,
        root -> {
          var conditions = Trees.children(Trees.child(root, "status"), "conditions");
          if (conditions.isEmpty()) {
            conditions
                .addObject()
                .put("type", "Ready")
                .put("status", "True")
                .put("lastTransitionTime", Times.seconds(clock.instant()))
                .put("reason", "")
                .put("message", "Kubernetes Service CIDR is ready");
          }
        });
  }
}
