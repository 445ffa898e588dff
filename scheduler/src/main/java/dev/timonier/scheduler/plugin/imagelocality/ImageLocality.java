package dev.timonier.scheduler.plugin.imagelocality;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.PreScorePlugin;
import dev.timonier.scheduler.framework.ScorePlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.PodInfo;
import dev.timonier.scheduler.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Prefers nodes that have much of what the pod needs to pull. An image counts for its size, and
/// for less when few nodes have it, lest all pods go to the one node that had it first.
public final class ImageLocality implements PreScorePlugin, ScorePlugin {
  public static final String NAME = "ImageLocality";

  private static final long MEBIBYTE = 1 << 20;
  private static final long LEAST_THAT_COUNTS = 23 * MEBIBYTE;
  private static final long MOST_PER_CONTAINER = 1000 * MEBIBYTE;
  private static final CycleState.Key<List<String>> IMAGES = new CycleState.Key<>();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status.OfPreScore preScore(CycleState state, PodInfo pod, List<NodeInfo> feasible) {
    state.put(IMAGES, images(pod));
    return Status.SUCCESS;
  }

  @Override
  public long score(CycleState state, PodInfo pod, NodeInfo node) {
    if (node.imageSizes().isEmpty()) {
      return WORST;
    }
    var images = state.get(IMAGES);
    var sum = 0L;
    for (var image : images) {
      sum += spreadSize(image, node, state.snapshot());
    }
    return scaled(sum, images.size());
  }

  private static long spreadSize(String image, NodeInfo node, Snapshot snapshot) {
    var size = node.imageSizes().getOrDefault(image, 0L);
    var spread = (double) snapshot.nodesWithImage(image) / snapshot.size();
    return size == 0 ? 0 : (long) (size * spread);
  }

  private static long scaled(long sum, int images) {
    var most = MOST_PER_CONTAINER * images;
    var counted = Math.clamp(sum, LEAST_THAT_COUNTS, most);
    return BEST * (counted - LEAST_THAT_COUNTS) / (most - LEAST_THAT_COUNTS);
  }

  private static List<String> images(PodInfo pod) {
    var ofContainers =
        Stream.concat(
                orNone(pod.spec().getInitContainers()).stream(),
                orNone(pod.spec().getContainers()).stream())
            .map(Container::getImage);
    var ofVolumes =
        orNone(pod.spec().getVolumes()).stream()
            .map(Volume::getImage)
            .filter(Objects::nonNull)
            .map(image -> image.getReference());
    return Stream.concat(ofContainers, ofVolumes).map(ImageLocality::withTag).toList();
  }

  /// As nodes name images: `app` is `app:latest`.
  private static String withTag(@Nullable String image) {
    var name = Objects.requireNonNullElse(image, "");
    return name.lastIndexOf(':') > name.lastIndexOf('/') ? name : name + ":latest";
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
