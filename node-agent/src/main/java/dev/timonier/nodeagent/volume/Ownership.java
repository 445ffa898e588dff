package dev.timonier.nodeagent.volume;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Whose a volume's files are: those of the group that the pod names, or of the user that all of
/// its containers run as.
record Ownership(Optional<Long> group, Optional<Long> user) {
  private static final int READ = 0440;
  private static final int SHARED_DIRECTORY = 02777;

  static Ownership of(Pod pod) {
    var ofPod = Optional.ofNullable(pod.getSpec().getSecurityContext());
    return new Ownership(
        ofPod.map(PodSecurityContext::getFsGroup),
        onlyUser(pod, ofPod.map(PodSecurityContext::getRunAsUser)));
  }

  /// The user as whom all containers run, where that is one.
  private static Optional<Long> onlyUser(Pod pod, Optional<Long> ofPod) {
    var users = new HashSet<Optional<Long>>();
    for (var containers :
        List.of(pod.getSpec().getInitContainers(), pod.getSpec().getContainers())) {
      containers.forEach(container -> users.add(user(container).or(() -> ofPod)));
    }
    return users.size() == 1 ? users.iterator().next() : Optional.empty();
  }

  private static Optional<Long> user(Container container) {
    return Optional.ofNullable(container.getSecurityContext())
        .map(context -> context.getRunAsUser());
  }

  /// Whether some user or group is to have the files, and nobody else.
  boolean isGiven() {
    return group.isPresent() || user.isPresent();
  }

  /// A file that the group may read.
  Payload shared(Payload payload) {
    return group.isPresent() ? new Payload(payload.content(), payload.mode() | READ) : payload;
  }

  /// Gives a file that is only read to its owner.
  void give(Path path) throws IOException {
    if (group.isPresent()) {
      Files.setAttribute(path, "unix:gid", group.get().intValue());
    } else if (user.isPresent()) {
      Files.setAttribute(path, "unix:uid", user.get().intValue());
    }
  }

  /// Lets the group write a directory, and own what is made in it.
  void open(Path directory) throws IOException {
    if (group.isPresent()) {
      Files.setAttribute(directory, "unix:gid", group.get().intValue());
      Files.setAttribute(directory, "unix:mode", SHARED_DIRECTORY);
    }
  }
}
