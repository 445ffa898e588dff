package dev.timonier.machinery.catalog;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The resources that a Kubernetes v1.36 API server serves with default settings, in the order of
/// discovery. Read from the table `resources.tsv` beside this class.
public final class Catalog {
  private static final Catalog BUILT_IN = load();

  private final List<ApiResource> resources;
  private final Map<GroupVersion, Map<String, ApiResource>> byName = new HashMap<>();
  private final Map<GroupVersionKind, ApiResource> byKind = new HashMap<>();

  private Catalog(List<ApiResource> resources) {
    this.resources = List.copyOf(resources);
    for (var resource : resources) {
      byName
          .computeIfAbsent(resource.groupVersion(), _ -> new HashMap<>())
          .put(resource.plural(), resource);
      byKind.put(resource.kind(), resource);
    }
  }

  public static Catalog builtIn() {
    return BUILT_IN;
  }

  public List<ApiResource> resources() {
    return resources;
  }

  /// The group versions, the core group first.
  public Set<GroupVersion> groupVersions() {
    return resources.stream()
        .map(ApiResource::groupVersion)
        .collect(toCollection(LinkedHashSet::new));
  }

  public Optional<ApiResource> find(GroupVersion groupVersion, String plural) {
    return Optional.ofNullable(byName.getOrDefault(groupVersion, Map.of()).get(plural));
  }

  public Optional<ApiResource> find(GroupVersionKind kind) {
    return Optional.ofNullable(byKind.get(kind));
  }

  private static Catalog load() {
    try (var stream = Catalog.class.getResourceAsStream("resources.tsv")) {
      if (stream == null) {
        throw new IllegalStateException("resources.tsv is not on the class path");
      }
      var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      return new Catalog(reader.lines().skip(1).map(Catalog::parse).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ApiResource parse(String line) {
    var cell = line.split("\t", -1);
    return new ApiResource(
        new GroupVersionKind(cell[0], cell[1], cell[4]),
        cell[2],
        cell[3],
        words(cell[7]).toList(),
        words(cell[8]).toList(),
        cell[5].equals("Namespaced") ? Scope.NAMESPACED : Scope.CLUSTER,
        verbs(words(cell[6])),
        subresources(cell[9]));
  }

  /// Reads `scale=autoscaling/v1/Scale=get+patch+update,status=…`.
  private static Map<String, Subresource> subresources(String cell) {
    return new TreeMap<>(
        words(cell)
            .map(Catalog::subresource)
            .collect(toUnmodifiableMap(Subresource::name, s -> s)));
  }

  private static Subresource subresource(String text) {
    var part = text.split("=", -1);
    var type = part[1].split("/", -1);
    return new Subresource(
        part[0],
        new GroupVersionKind(type[0], type[1], type[2]),
        verbs(Stream.of(part[2].split("\\+", -1))));
  }

  private static Set<Verb> verbs(Stream<String> names) {
    return names.map(Verb::parse).collect(toCollection(() -> EnumSet.noneOf(Verb.class)));
  }

  private static Stream<String> words(String cell) {
    return cell.isEmpty() ? Stream.empty() : Stream.of(cell.split(",", -1));
  }
}
