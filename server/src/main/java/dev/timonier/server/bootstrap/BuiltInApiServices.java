package dev.timonier.server.bootstrap;

import dev.timonier.server.object.Trees;
import java.util.List;

/// The APIServices of the groups that the server serves itself. Their priorities order groups and
/// versions where clients have no preference of their own.
public final class BuiltInApiServices implements Bootstrap.Step {
  private static final String AUTOMANAGED = "kube-aggregator.kubernetes.io/automanaged";
  private static final int USUAL = 15;
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("", "v1", 18000, 1),
          new Entry("admissionregistration.k8s.io", "v1", 16700, USUAL),
          new Entry("apiextensions.k8s.io", "v1", 16700, USUAL),
          new Entry("apps", "v1", 17800, USUAL),
          new Entry("authentication.k8s.io", "v1", 17700, USUAL),
          new Entry("authorization.k8s.io", "v1", 17600, USUAL),
          new Entry("autoscaling", "v1", 17500, USUAL),
          new Entry("autoscaling", "v2", 17500, 30),
          new Entry("batch", "v1", 17400, USUAL),
          new Entry("certificates.k8s.io", "v1", 17300, USUAL),
          new Entry("coordination.k8s.io", "v1", 16500, USUAL),
          new Entry("discovery.k8s.io", "v1", 16200, USUAL),
          new Entry("events.k8s.io", "v1", 17750, USUAL),
          new Entry("flowcontrol.apiserver.k8s.io", "v1", 16100, 21),
          new Entry("networking.k8s.io", "v1", 17200, USUAL),
          new Entry("node.k8s.io", "v1", 16300, USUAL),
          new Entry("policy", "v1", 17100, USUAL),
          new Entry("rbac.authorization.k8s.io", "v1", 17000, USUAL),
          new Entry("resource.k8s.io", "v1", 16200, 21),
          new Entry("scheduling.k8s.io", "v1", 16600, USUAL),
          new Entry("storage.k8s.io", "v1", 16800, USUAL));

  private final SystemObjects objects;

  public BuiltInApiServices(SystemObjects objects) {
    this.objects = objects;
  }

  private record Entry(String group, String version, int groupPriority, int versionPriority) {
    String name() {
      return version + "." + group;
    }
  }

  @Override
  public void run() {
    ENTRIES.forEach(this::ensure);
  }

  /// The names of them all.
  public static List<String> names() {
    return ENTRIES.stream().map(Entry::name).sorted().toList();
  }

  private void ensure(Entry entry) {
    var place =
        new SystemObjects.Place("apiregistration.k8s.io", "v1", "apiservices", "", entry.name());
    objects.ensure(
        place,
        object -> {
          Trees.child(Trees.child(object, "metadata"), "labels").put(AUTOMANAGED, "onstart");
          Trees.child(object, "spec")
              .put("group", entry.group())
              .put("version", entry.version())
              .put("groupPriorityMinimum", entry.groupPriority())
              .put("versionPriority", entry.versionPriority());
        });
  }
}
