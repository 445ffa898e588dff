package dev.timonier.server.discovery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.representation.Form;
import dev.timonier.server.representation.MediaType;
import dev.timonier.server.representation.Shape;
import dev.timonier.server.representation.TreeBytes;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import java.util.Collection;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Serves `/`: the paths that there are.
///
/// ```
/// {"paths": ["/.well-known/openid-configuration", "/api", "/api/v1", "/apis", …]}
/// ```
public final class RootIndex implements Handler {
  private static final Form FORM =
      new Form(MediaType.JSON, new Shape.Whole(), Form.Layout.INDENTED);

  private final Resources resources;
  private final Supplier<Collection<String>> others;

  /// @param others paths beside those of the resources' groups
  public RootIndex(Resources resources, Supplier<Collection<String>> others) {
    this.resources = resources;
    this.others = others;
  }

  @Override
  public Reply answer(ApiCall call) {
    var tree = JsonNodeFactory.instance.objectNode();
    var paths = tree.putArray("paths");
    all().forEach(paths::add);
    return Reply.json(200, TreeBytes.of(tree, FORM));
  }

  private Collection<String> all() {
    var all = new TreeSet<>(others.get());
    all.add("/apis/");
    for (var version : resources.groupVersions()) {
      if (version.group().isEmpty()) {
        all.add("/api/" + version.version());
      } else {
        all.add("/apis/" + version.group());
        all.add(path(version));
      }
    }
    return all;
  }

  private static String path(GroupVersion version) {
    return "/apis/" + version.group() + "/" + version.version();
  }
}
