package dev.timonier.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a pod says about other pods near to it, made ready for use.
///
/// @param affinity must be there
/// @param antiAffinity must not be there
/// @param preferred should be there, or (with a negative weight) should not
public record PodAffinities(
    List<AffinityTerm> affinity, List<AffinityTerm> antiAffinity, List<WeightedTerm> preferred) {
  static final PodAffinities NONE = new PodAffinities(List.of(), List.of(), List.of());

  private static final Map<String, String> NO_LABELS = Map.of();

  static PodAffinities of(Pod pod) {
    var affinity = pod.getSpec().getAffinity();
    return affinity == null ? NONE : new Reader(pod).read(affinity);
  }

  public boolean isEmpty() {
    return affinity.isEmpty() && antiAffinity.isEmpty() && preferred.isEmpty();
  }

  private record Reader(String namespace, Map<String, String> labels) {
    Reader(Pod pod) {
      this(
          pod.getMetadata().getNamespace(),
          pod.getMetadata().getLabels() == null ? NO_LABELS : pod.getMetadata().getLabels());
    }

    PodAffinities read(Affinity affinity) {
      var near = affinity.getPodAffinity();
      var far = affinity.getPodAntiAffinity();
      return new PodAffinities(
          near == null
              ? List.of()
              : terms(near.getRequiredDuringSchedulingIgnoredDuringExecution()),
          far == null ? List.of() : terms(far.getRequiredDuringSchedulingIgnoredDuringExecution()),
          Stream.concat(
                  near == null
                      ? Stream.of()
                      : weighted(near.getPreferredDuringSchedulingIgnoredDuringExecution(), 1),
                  far == null
                      ? Stream.of()
                      : weighted(far.getPreferredDuringSchedulingIgnoredDuringExecution(), -1))
              .toList());
    }

    private List<AffinityTerm> terms(@Nullable List<PodAffinityTerm> terms) {
      return terms == null ? List.of() : terms.stream().map(this::term).toList();
    }

    private Stream<WeightedTerm> weighted(@Nullable List<WeightedPodAffinityTerm> terms, int sign) {
      return terms == null
          ? Stream.of()
          : terms.stream()
              .map(t -> new WeightedTerm(term(t.getPodAffinityTerm()), sign * t.getWeight()));
    }

    private AffinityTerm term(PodAffinityTerm term) {
      return AffinityTerm.of(term, namespace, labels);
    }
  }
}
