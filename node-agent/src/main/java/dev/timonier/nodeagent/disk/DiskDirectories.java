package dev.timonier.nodeagent.disk;

import dev.timonier.nodeagent.linux.FileTree;
import dev.timonier.nodeagent.pod.PodDirectories;
import dev.timonier.nodeagent.runtime.ContainerStatus;
import dev.timonier.nodeagent.spec.PodContainer;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The directories of pods on a real disk.
public final class DiskDirectories implements PodDirectories {
  private final NodeDirectories places;

  public DiskDirectories(NodeDirectories places) {
    this.places = places;
  }

  @Override
  public void create(Pod pod) {
    try {
      Files.createDirectories(places.pod(pod.getMetadata().getUid()));
      for (var container : PodContainer.all(pod)) {
        Files.createDirectories(places.log(pod).resolve(container.name()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void removeLog(ContainerStatus container) {
    delete(container.logPath());
    places.terminationMessage(container).ifPresent(DiskDirectories::delete);
  }

  @Override
  public void remove(Pod pod) {
    delete(places.pod(pod.getMetadata().getUid()));
    delete(places.log(pod));
  }

  private static void delete(Path path) {
    try {
      FileTree.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
