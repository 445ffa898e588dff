package dev.timonier.server.json;

import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.nodes.Node;

/// How much of a tree may be repetition of what aliases stand for, so that a small text cannot
/// become a large tree. The rule is that of Go's reader (<https://pkg.go.dev/go.yaml.in/yaml/v2>):
/// in small trees nearly all, in large ones a tenth. What counts is each value and each key, the
/// document, and each alias beside what it stands for.
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

  private final Map<Node, Place> anchored = new HashMap<>();
  private int depth;
  private int read = 1; // the document
  private int repeated;

  /// Where a node stands. Nodes and pairs of them are equal to themselves only.
  private record Place(Object holder, int index) {}

  /// A node is about to be read.
  ///
  /// @param holder what it is a part of, at a place
  /// @throws SyntaxException when there is too much repetition
  void enter(Node node, Object holder, int place) {
    if (isAlias(node, holder, place)) {
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
    if (repeated > FEW_REPEATED && read > FEW && repeated / (double) read > allowed(read)) {
      throw new SyntaxException("yaml: document contains excessive aliasing");
    }
  }

  /// The node that was entered last and not left has been read.
  void leave() {
    depth = Math.max(0, depth - 1);
  }

  /// What has an anchor stands where it came first, and everywhere else there is an alias of it.
  private boolean isAlias(Node node, Object holder, int index) {
    if (node.getAnchor() == null) {
      return false;
    }
    var place = new Place(holder, index);
    var own = anchored.putIfAbsent(node, place);
    return own != null && !own.equals(place);
  }

  private static double allowed(int read) {
    var size = Math.clamp((read - SMALL) / (double) (LARGE - SMALL), 0, 1);
    return OF_SMALL - (OF_SMALL - OF_LARGE) * size;
  }
}
