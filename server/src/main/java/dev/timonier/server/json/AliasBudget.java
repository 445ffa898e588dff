package dev.timonier.server.json;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/// How much of a tree may be repetition of what aliases stand for, so that a small text cannot
/// become a large tree. The rule is that of Go's reader (<https://pkg.go.dev/gopkg.in/yaml.v3>): in
/// small trees nearly all, in large ones a tenth.
///
/// Example: of ten lines, each of which has the one before it ten times, some thousand nodes are
/// read, and not ten thousand millions.
final class AliasBudget {
  private static final int FEW_REPEATED = 100;
  private static final int FEW = 1000;
  private static final int SMALL = 400_000;
  private static final int LARGE = 4_000_000;
  private static final double OF_SMALL = 0.99;
  private static final double OF_LARGE = 0.10;

  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private int depth;
  private int read;
  private int repeated;

  /// A node is about to be read.
  ///
  /// @throws SyntaxException when there is too much repetition
  void enter(Node node) {
    if (isAlias(node)) {
      count(); // the alias itself, and then what it stands for
      depth++;
    } else if (depth > 0) {
      depth++;
    }
    count();
  }

  private void count() {
    read++;
    if (depth > 0) {
      repeated++;
    }
    if (repeated > FEW_REPEATED && read > FEW && repeated > allowed(read) * read) {
      throw new SyntaxException("yaml: document contains excessive aliasing");
    }
  }

  /// The node that was entered last and not left has been read.
  void leave() {
    depth = Math.max(0, depth - 1);
  }

  /// What has an anchor comes first as itself.
  private boolean isAlias(Node node) {
    return node.getAnchor() != null && !seen.add(node);
  }

  private static double allowed(int read) {
    var size = Math.clamp((read - SMALL) / (double) (LARGE - SMALL), 0, 1);
    return OF_SMALL - (OF_SMALL - OF_LARGE) * size;
  }
}
