package dev.timonier.server.discovery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.representation.Form;
import dev.timonier.server.representation.MediaType;
import dev.timonier.server.representation.Negotiation;
import dev.timonier.server.representation.Shape;
import dev.timonier.server.representation.TreeBytes;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;

/// `/version`: which Kubernetes the server is like, and from which sources it was built; for human
/// eyes, whoever asks.
public final class VersionHandler implements Handler {
  /// The minor version of Kubernetes whose behaviour is ours.
  public static final int MINOR = 36;

  /// The version of Kubernetes whose behaviour is ours, without the patch.
  public static final String RELEASE = "1." + MINOR;

  /// The version of Kubernetes whose behaviour is ours.
  public static final String GIT_VERSION = "v" + RELEASE + ".2";

  private static final Form FORM =
      new Form(MediaType.JSON, new Shape.Whole(), Form.Layout.INDENTED);

  private final byte[] body;

  public VersionHandler() {
    body = TreeBytes.of(version(), FORM);
  }

  /// What is served.
  public static ObjectNode version() {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.put("major", "1").put("minor", Integer.toString(MINOR));
    tree.put("emulationMajor", "1").put("emulationMinor", Integer.toString(MINOR));
    tree.put("minCompatibilityMajor", "1")
        .put("minCompatibilityMinor", Integer.toString(MINOR - 1));
    tree.put("gitVersion", GIT_VERSION);
    tree.put("gitCommit", Revision.BUILT.commit());
    tree.put("gitTreeState", Revision.BUILT.treeState());
    tree.put("buildDate", Revision.BUILT.date());
    tree.put("goVersion", "").put("compiler", "javac");
    tree.put("platform", "linux/" + architecture());
    return tree;
  }

  private static String architecture() {
    return switch (System.getProperty("os.arch")) {
      case "aarch64" -> "arm64";
      default -> "amd64";
    };
  }

  @Override
  public Reply answer(ApiCall call) {
    var behind = call.info().path().substring("/version".length());
    if (behind.chars().anyMatch(c -> c != '/')) {
      throw ApiErrors.resourceNotFound();
    }
    if (!call.request().method().equals("GET")) {
      throw ApiErrors.methodNotAllowed();
    }
    Negotiation.checkAccepts(call.request(), "application/json");
    return Reply.json(200, body);
  }
}
