package dev.timonier.server.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.admission.podsecurity.PodSecurityConfiguration;
import dev.timonier.server.json.SyntaxException;
import dev.timonier.server.json.YamlReader;
import dev.timonier.server.object.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// How plugins are set up (`--admission-control-config-file`). Each has a configuration of its own,
/// in the same file or in another beside it:
///
/// ```
/// apiVersion: apiserver.config.k8s.io/v1
/// kind: AdmissionConfiguration
/// plugins:
/// - name: PodSecurity
///   path: pod-security.yaml
/// ```
///
/// @param file that says so; empty when nothing does
public record AdmissionConfiguration(PodSecurityConfiguration podSecurity, Optional<Path> file) {
  public static final AdmissionConfiguration DEFAULT =
      new AdmissionConfiguration(PodSecurityConfiguration.DEFAULT, Optional.empty());

  private static final String POD_SECURITY = "PodSecurity";

  /// @throws IllegalArgumentException when the file does not say what can be followed
  public static AdmissionConfiguration read(Path file) {
    var root = tree(file);
    requireType(root, "apiserver.config.k8s.io/v1", "AdmissionConfiguration", file);
    var configuration =
        new AdmissionConfiguration(PodSecurityConfiguration.DEFAULT, Optional.of(file));
    for (var plugin : root.path("plugins")) {
      var name = Trees.text(plugin, "name");
      if (!name.equals(POD_SECURITY)) {
        throw new IllegalArgumentException(
            file + ": the plugin \"" + name + "\" takes no configuration");
      }
      configuration = new AdmissionConfiguration(podSecurity(file, plugin), Optional.of(file));
    }
    return configuration;
  }

  private static PodSecurityConfiguration podSecurity(Path file, JsonNode plugin) {
    var path = Trees.text(plugin, "path");
    var beside = file.toAbsolutePath().resolveSibling(path);
    var own = path.isEmpty() ? plugin.path("configuration") : tree(beside);
    return own.isObject() ? PodSecurityConfiguration.read(own) : PodSecurityConfiguration.DEFAULT;
  }

  private static void requireType(ObjectNode root, String version, String kind, Path file) {
    if (!Trees.text(root, "apiVersion").equals(version) || !Trees.text(root, "kind").equals(kind)) {
      throw new IllegalArgumentException(file + " is no " + kind + " of " + version);
    }
  }

  private static ObjectNode tree(Path file) {
    try {
      if (YamlReader.read(Files.readAllBytes(file)).tree() instanceof ObjectNode root) {
        return root;
      }
      throw new IllegalArgumentException(file + " holds no object");
    } catch (SyntaxException e) {
      throw new IllegalArgumentException(file + ": " + YamlReader.FOR_JSON + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
