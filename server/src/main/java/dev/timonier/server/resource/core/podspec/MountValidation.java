package dev.timonier.server.resource.core.podspec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.timonier.server.object.Trees;
import dev.timonier.server.resource.core.volume.PathRules;
import dev.timonier.server.validation.Subject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds what is wrong with the mounts and devices by which a container uses volumes
/// (<https://kubernetes.io/docs/concepts/storage/volumes/>).
final class MountValidation {
  private static final List<String> PROPAGATIONS =
      List.of("Bidirectional", "HostToContainer", "None");
  private static final List<String> RECURSIVE_MODES = List.of("Disabled", "Enabled", "IfPossible");

  private final PodContext pod;
  private final Subject container;
  private final Subject mounts;
  private final Subject devices;

  MountValidation(PodContext pod, Subject container) {
    this.pod = pod;
    this.container = container;
    this.mounts = container.at("volumeMounts");
    this.devices = container.at("volumeDevices");
  }

  void validate() {
    if (!mounts.isEmpty()) {
      mounts();
    }
    if (!devices.isEmpty()) {
      devices();
    }
  }

  private static Map<String, String> paths(JsonNode list, String path) {
    var paths = new HashMap<String, String>();
    list.forEach(item -> paths.put(Trees.text(item, "name"), Trees.text(item, path)));
    return paths;
  }

  private void mounts() {
    var taken = paths(devices.value(), "devicePath");
    var paths = new HashSet<String>();
    for (var mount : mounts.elements()) {
      mountedVolume(mount.at("name"));
      var path = mount.at("mountPath");
      path.mustBePresent("");
      if (!paths.add(path.text())) {
        path.invalid("must be unique");
      }
      if (taken.containsKey(mount.at("name").text())) {
        mount.at("name").invalid("must not already exist in volumeDevices");
      }
      if (taken.containsValue(path.text())) {
        path.invalid("must not already exist as a path in volumeDevices");
      }
      subPaths(mount);
      propagation(mount.at("mountPropagation"));
      recursion(mount);
    }
  }

  private void mountedVolume(Subject name) {
    name.mustBePresent("");
    if (!pod.volumes().containsKey(name.text())) {
      name.with(TextNode.valueOf(name.text())).notFound();
    }
  }

  /// Faults of these are told of the list.
  private void subPaths(Subject mount) {
    var plain = mount.at("subPath");
    var expanded = mount.at("subPathExpr");
    if (!plain.isEmpty()) {
      PathRules.descending(mounts.at("subPath").with(plain.value()));
    }
    if (!expanded.isEmpty()) {
      if (!plain.isEmpty()) {
        expanded.invalid("subPathExpr and subPath are mutually exclusive");
      }
      PathRules.descending(mounts.at("subPathExpr").with(expanded.value()));
    }
  }

  private void propagation(Subject given) {
    if (!given.isPresent()) {
      return;
    }
    var propagation = mounts.at("mountPropagation").with(given.value());
    propagation.oneOf(PROPAGATIONS);
    var privileged = container.at("securityContext").at("privileged").isTrue();
    if (propagation.text().equals("Bidirectional") && !privileged) {
      propagation.forbidden(
          "Bidirectional mount propagation is available only to privileged containers");
    }
  }

  private void recursion(Subject mount) {
    var given = mount.at("recursiveReadOnly");
    if (!given.isPresent()) {
      return;
    }
    var recursion = mounts.at("recursiveReadOnly").with(given.value());
    recursion.oneOf(RECURSIVE_MODES);
    if (given.text().equals("Enabled") || given.text().equals("IfPossible")) {
      if (!mount.at("readOnly").isTrue()) {
        recursion.forbidden("may only be specified when readOnly is true");
      }
      var propagation = mount.at("mountPropagation");
      if (propagation.isPresent() && !propagation.text().equals("None")) {
        recursion.forbidden("may only be specified when mountPropagation is None or not specified");
      }
    }
  }

  private void devices() {
    var taken = paths(mounts.value(), "mountPath");
    var names = new HashSet<String>();
    var paths = new HashSet<String>();
    for (var device : devices.elements()) {
      deviceName(device.at("name"), names);
      devicePath(device.at("devicePath"), paths);
      if (taken.containsKey(device.at("name").text())) {
        device.at("name").invalid("must not already exist in volumeMounts");
      }
      if (taken.containsValue(device.at("devicePath").text())) {
        device.at("devicePath").invalid("must not already exist as a path in volumeMounts");
      }
    }
  }

  private void deviceName(Subject name, Set<String> names) {
    name.mustBePresent("");
    if (!name.isEmpty() && !names.add(name.text())) {
      name.invalid("must be unique");
    }
    var volume = pod.volumes().get(name.text());
    if (volume == null) {
      name.with(TextNode.valueOf(name.text())).notFound();
    } else if (!volume.hasNonNull("persistentVolumeClaim") && !volume.hasNonNull("ephemeral")) {
      name.invalid(
          "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
    }
  }

  private static void devicePath(Subject path, Set<String> paths) {
    path.mustBePresent("");
    if (paths.contains(path.text())) {
      path.invalid("must be unique");
    }
    if (PathRules.hasBacksteps(path.text())) {
      path.invalid("can not contain backsteps ('..')");
    } else {
      paths.add(path.text());
    }
  }
}
