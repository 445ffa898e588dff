package dev.timonier.server.bootstrap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.network.Cidr;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import java.math.BigInteger;
import java.util.function.IntSupplier;

/// The Service through which pods reach the API servers, at the first address of the range.
public final class KubernetesService implements Bootstrap.Step {
  private static final SystemObjects.Place PLACE =
      new SystemObjects.Place("", "v1", "services", "default", "kubernetes");

  private final SystemObjects objects;
  private final Cidr range;
  private final IntSupplier port;

  /// @param port where this server listens, known when the step runs
  public KubernetesService(SystemObjects objects, Cidr range, IntSupplier port) {
    this.objects = objects;
    this.range = range;
    this.port = port;
  }

  @Override
  public void run() {
    ensure();
    objects.change(PLACE, Part.MAIN, root -> setPort(Trees.child(root, "spec")));
  }

  /// Makes it again if somebody has deleted it. Servers that listen on other ports are not in each
  /// other's way.
  void ensure() {
    objects.ensure(PLACE, this::fill);
  }

  private void fill(ObjectNode root) {
    Trees.child(Trees.child(root, "metadata"), "labels")
        .put("component", "apiserver")
        .put("provider", "kubernetes");
    var spec = Trees.child(root, "spec");
    spec.put("type", "ClusterIP").put("sessionAffinity", "None");
    spec.put("ipFamilyPolicy", "SingleStack");
    spec.put("clusterIP", range.nth(BigInteger.ONE).toString());
    setPort(spec);
  }

  private void setPort(ObjectNode spec) {
    spec.putArray("ports")
        .addObject()
        .put("name", "https")
        .put("protocol", "TCP")
        .put("port", 443)
        .put("targetPort", port.getAsInt());
  }
}
