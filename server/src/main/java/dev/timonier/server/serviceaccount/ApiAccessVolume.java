package dev.timonier.server.serviceaccount;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.NameGenerator;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The volume in which containers find their service account's token, the cluster's authority and
/// their namespace. Each container gets it, unless it mounts something else at that place.
final class ApiAccessVolume {
  private static final String PREFIX = "kube-api-access-";
  private static final String PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
  private static final int MODE = 0644;
  private static final int TOKEN_SECONDS = 3607;

  private final NameGenerator names;

  ApiAccessVolume(RandomGenerator random) {
    this.names = new NameGenerator(random);
  }

  void addTo(ObjectNode spec) {
    var containers =
        Stream.of("initContainers", "containers")
            .flatMap(list -> Trees.objects(spec.path(list)).stream())
            .filter(container -> !isTaken(container))
            .toList();
    if (containers.isEmpty()) {
      return;
    }
    var present = present(spec);
    var name = present.orElseGet(() -> names.generate(PREFIX));
    containers.forEach(container -> mount(container, name));
    if (present.isEmpty()) {
      write(Trees.children(spec, "volumes").addObject(), name);
    }
  }

  private static boolean isTaken(ObjectNode container) {
    return Trees.stream(container.path("volumeMounts"))
        .anyMatch(mount -> Trees.text(mount, "mountPath").equals(PATH));
  }

  private static Optional<String> present(ObjectNode spec) {
    return Trees.stream(spec.path("volumes"))
        .map(volume -> Trees.text(volume, "name"))
        .filter(name -> name.startsWith(PREFIX))
        .findFirst();
  }

  private static void mount(ObjectNode container, String name) {
    Trees.children(container, "volumeMounts")
        .addObject()
        .put("name", name)
        .put("readOnly", true)
        .put("mountPath", PATH);
  }

  private static void write(ObjectNode volume, String name) {
    volume.put("name", name);
    var projected = volume.putObject("projected");
    var sources = projected.putArray("sources");
    sources
        .addObject()
        .putObject("serviceAccountToken")
        .put("expirationSeconds", TOKEN_SECONDS)
        .put("path", "token");
    var authority = sources.addObject().putObject("configMap");
    authority.put("name", "kube-root-ca.crt");
    authority.putArray("items").addObject().put("key", "ca.crt").put("path", "ca.crt");
    var namespace = sources.addObject().putObject("downwardAPI").putArray("items").addObject();
    namespace.put("path", "namespace");
    namespace.putObject("fieldRef").put("apiVersion", "v1").put("fieldPath", "metadata.namespace");
    projected.put("defaultMode", MODE);
  }
}
