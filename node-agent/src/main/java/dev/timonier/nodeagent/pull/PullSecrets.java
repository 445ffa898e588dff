package dev.timonier.nodeagent.pull;

import dev.timonier.nodeagent.runtime.RegistryCredential;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/// The credentials that a pod may pull an image with.
@FunctionalInterface
public interface PullSecrets {
  PullSecrets NONE = (_, _) -> new Found(List.of(), List.of());

  /// @param missing the Secrets that the pod names and that are not there
  record Found(List<RegistryCredential> credentials, List<String> missing) {}

  /// @param image the reference whose registry decides which credentials fit
  Found find(Pod pod, String image);
}
