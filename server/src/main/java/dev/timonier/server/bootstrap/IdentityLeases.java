package dev.timonier.server.bootstrap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.time.Time;
import dev.timonier.server.bootstrap.SystemObjects.Place;
import dev.timonier.server.object.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/// Deletes the [leases][IdentityLease] of servers that have not renewed theirs for as long as they
/// wanted, and those that do not tell how long that is.
public final class IdentityLeases implements Bootstrap.Step {
  static final String LABEL = "apiserver.kubernetes.io/identity";

  private static final Duration PERIOD = Duration.ofHours(1);
  private static final String GROUP = "coordination.k8s.io";
  private static final String NAMESPACE = "kube-system";

  private final SystemObjects objects;
  private final Time time;
  private final Recurring collection;

  public IdentityLeases(SystemObjects objects, Time time, Executor executor) {
    this.objects = objects;
    this.time = time;
    this.collection = new Recurring(PERIOD, this::collect, time, executor);
  }

  static Place place(String name) {
    return new Place(GROUP, "v1", "leases", NAMESPACE, name);
  }

  @Override
  public void run() {
    collect();
    collection.begin();
  }

  private void collect() {
    for (var lease : objects.all(GROUP, "v1", "leases", NAMESPACE)) {
      var metadata = lease.path("metadata");
      if (Trees.text(metadata.path("labels"), LABEL).equals(ServerIdentity.COMPONENT)
          && isExpired(lease)) {
        objects.remove(place(Trees.text(metadata, "name")));
      }
    }
  }

  private boolean isExpired(ObjectNode lease) {
    var spec = lease.path("spec");
    var duration = spec.path("leaseDurationSeconds");
    return !spec.has("renewTime")
        || duration.isMissingNode()
        || Instant.parse(Trees.text(spec, "renewTime"))
            .plusSeconds(duration.asLong())
            .isBefore(time.instant());
  }

  @Override
  public void close() {
    collection.close();
  }
}
