package dev.timonier.nodeagent.runtime.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// Where a process runtime keeps what outlives its agent:
///
/// ```
/// images/                 see ImageStore
/// sandboxes/<id>/         config.json, ns/{net,ipc,uts} (mounts), shm (mount), resolv.conf, …
/// containers/<id>/        config.json, started, exit.json, std{in,out,err}, upper, work, rootfs
/// exits/<id>              what the shim wrote about a container's end
/// network/                addresses in use
/// ```
record StateDirectory(Path root) {
  StateDirectory create() throws IOException {
    Files.createDirectories(root);
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    for (var name : List.of("images", "sandboxes", "containers", "exits", "network")) {
      Files.createDirectories(root.resolve(name));
    }
    return new StateDirectory(root.toRealPath());
  }

  Path images() {
    return root.resolve("images");
  }

  Path sandboxes() {
    return root.resolve("sandboxes");
  }

  Path sandbox(String id) {
    return sandboxes().resolve(id);
  }

  Path containers() {
    return root.resolve("containers");
  }

  Path container(String id) {
    return containers().resolve(id);
  }

  Path exits() {
    return root.resolve("exits");
  }

  Path exit(String id) {
    return exits().resolve(id);
  }

  Path network() {
    return root.resolve("network");
  }

  static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
