package dev.timonier.nodeagent.reference;

import dev.timonier.machinery.status.GoQuote;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The fields of a pod that containers may ask for
/// (<https://kubernetes.io/docs/concepts/workloads/pods/downward-api/>).
public final class PodFields {
  private static final Pattern WITH_KEY =
      Pattern.compile("metadata\\.(labels|annotations)\\['(.*)'\\]");

  private static final Map<String, Function<PodFields, String>> FIELDS =
      Map.ofEntries(
          Map.entry("metadata.name", f -> f.pod.getMetadata().getName()),
          Map.entry("metadata.namespace", f -> f.pod.getMetadata().getNamespace()),
          Map.entry("metadata.uid", f -> f.pod.getMetadata().getUid()),
          Map.entry("metadata.labels", f -> lines(f.pod.getMetadata().getLabels())),
          Map.entry("metadata.annotations", f -> lines(f.pod.getMetadata().getAnnotations())),
          Map.entry("spec.nodeName", f -> Texts.orEmpty(f.pod.getSpec().getNodeName())),
          Map.entry(
              "spec.serviceAccountName",
              f -> Texts.orEmpty(f.pod.getSpec().getServiceAccountName())),
          Map.entry("status.hostIP", f -> first(f.hostAddresses)),
          Map.entry("status.hostIPs", f -> String.join(",", f.hostAddresses)),
          Map.entry("status.podIP", f -> first(f.podAddresses)),
          Map.entry("status.podIPs", f -> String.join(",", f.podAddresses)));

  private final Pod pod;
  private final List<String> hostAddresses;
  private final List<String> podAddresses;

  /// @param podAddresses the primary one first, as far as they are known
  public PodFields(Pod pod, List<String> hostAddresses, List<String> podAddresses) {
    this.pod = pod;
    this.hostAddresses = hostAddresses;
    this.podAddresses =
        Boolean.TRUE.equals(pod.getSpec().getHostNetwork()) ? hostAddresses : podAddresses;
  }

  /// The value at a path such as `metadata.labels['app']`; empty when no such field may be asked
  /// for.
  public Optional<String> value(String path) {
    var key = WITH_KEY.matcher(path);
    if (key.matches()) {
      var metadata = pod.getMetadata();
      var map = key.group(1).equals("labels") ? metadata.getLabels() : metadata.getAnnotations();
      return Optional.of(map == null ? "" : map.getOrDefault(key.group(2), ""));
    }
    return Optional.ofNullable(FIELDS.get(path)).map(field -> field.apply(this));
  }

  private static String first(List<String> addresses) {
    return addresses.stream().findFirst().orElse("");
  }

  /// `key="value"` lines, in order.
  private static String lines(@Nullable Map<String, String> map) {
    return map == null
        ? ""
        : new TreeMap<>(map)
            .entrySet().stream()
                .map(entry -> entry.getKey() + "=" + GoQuote.quote(entry.getValue()))
                .collect(Collectors.joining("\n"));
  }
}
