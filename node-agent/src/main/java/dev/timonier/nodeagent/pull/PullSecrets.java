package dev.timonier.nodeagent.pull;

import dev.timonier.nodeagent.runtime.RegistryCredential;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/// The credentials that a pod may pull an image with.
@FunctionalInterface
public interface PullSecrets {
  PullSecrets NONE = (_, _) -> List.of();

  /// @param image the reference whose registry decides which credentials fit
  List<RegistryCredential> credentials(Pod pod, String image);
}
