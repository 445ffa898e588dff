package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;

/// What a pod's specification has where its author said nothing, wherever it stands.
public final class PodSpecDefaults {
  private static final long GRACE_SECONDS = 30;

  private PodSpecDefaults() {}

  /// @param object a pod or the template of one
  public static void setIn(ObjectNode object) {
    OldAnnotations.drop(object);
    set(Trees.child(object, "spec"));
  }

  private static void set(ObjectNode spec) {
    Trees.setDefault(spec, "dnsPolicy", "ClusterFirst");
    Trees.setDefault(spec, "restartPolicy", "Always");
    Trees.setDefault(spec, "schedulerName", "default-scheduler");
    Trees.setDefault(spec, "terminationGracePeriodSeconds", GRACE_SECONDS);
    Trees.child(spec, "securityContext");
    syncServiceAccount(spec);
    Trees.objects(spec.path("volumes")).forEach(VolumeDefaults::set);
    Trees.objects(spec.path("initContainers")).forEach(ContainerDefaults::set);
    Trees.objects(spec.path("containers")).forEach(ContainerDefaults::set);
    Trees.objects(spec.path("ephemeralContainers")).forEach(ContainerDefaults::set);
    ResourceDefaults.roundUp(spec.path("overhead"));
    ResourceDefaults.roundUpAll(spec.path("resources"));
  }

  /// `serviceAccount` is the old name of `serviceAccountName`, and always says the same.
  private static void syncServiceAccount(ObjectNode spec) {
    var name = Trees.text(spec, "serviceAccountName");
    var alias = Trees.text(spec, "serviceAccount");
    if (name.isEmpty() && !alias.isEmpty()) {
      spec.put("serviceAccountName", alias);
    } else if (!name.equals(alias)) {
      spec.put("serviceAccount", name);
    }
  }
}
