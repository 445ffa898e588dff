package dev.timonier.storage.watch;

import dev.timonier.storage.KeyRange;
import dev.timonier.storage.StoreKey;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds the ranges that contain a key, out of many, without looking at all of them.
///
/// A treap: a binary tree ordered by the ranges' starts, balanced by random-looking priorities.
/// Each node knows how far to the right its subtree's ranges reach, so that a search leaves out
/// subtrees that end before the key:
///
/// ```
///                 [/pods/, /pods0)          reaches /services0
///                /                \
///   [/nodes/, /nodes0)      [/services/, /services0)
/// ```
///
/// Looking for `/pods/a`: the right subtree starts after it, the left one ends before it.
final class RangeIndex<V> {
  private static final Comparator<KeyRange> ORDER =
      Comparator.comparing(KeyRange::start).thenComparing(KeyRange::end, RangeIndex::compareEnds);

  private @Nullable Node<V> root;

  private static final class Node<V> {
    final KeyRange range;
    final V value;
    final int priority;
    Optional<StoreKey> reach;
    @Nullable Node<V> left;
    @Nullable Node<V> right;

    Node(KeyRange range, V value) {
      this.range = range;
      this.value = value;
      this.priority = scatter(range.hashCode());
      this.reach = range.end();
    }

    void update() {
      reach = farther(range.end(), farther(reachOf(left), reachOf(right)));
    }

    private Optional<StoreKey> reachOf(@Nullable Node<V> child) {
      return child == null ? range.end() : child.reach;
    }
  }

  /// The value of a range, made when the range is new.
  V computeIfAbsent(KeyRange range, Function<KeyRange, V> make) {
    var node = root;
    while (node != null) {
      var order = ORDER.compare(range, node.range);
      if (order == 0) {
        return node.value;
      }
      node = order < 0 ? node.left : node.right;
    }
    var value = make.apply(range);
    root = insert(root, new Node<>(range, value));
    return value;
  }

  void remove(KeyRange range) {
    root = remove(root, range);
  }

  boolean isEmpty() {
    return root == null;
  }

  /// Calls `action` with the values of all ranges that contain the key.
  void forEachContaining(StoreKey key, Consumer<V> action) {
    visit(root, key, action);
  }

  private static <V> void visit(@Nullable Node<V> node, StoreKey key, Consumer<V> action) {
    if (node == null || !endsAfter(node.reach, key)) {
      return;
    }
    visit(node.left, key, action);
    if (node.range.start().compareTo(key) <= 0) {
      if (endsAfter(node.range.end(), key)) {
        action.accept(node.value);
      }
      visit(node.right, key, action);
    }
  }

  private static <V> Node<V> insert(@Nullable Node<V> node, Node<V> added) {
    if (node == null) {
      return added;
    }
    if (added.priority > node.priority) {
      split(node, added);
      added.update();
      return added;
    }
    if (ORDER.compare(added.range, node.range) < 0) {
      node.left = insert(node.left, added);
    } else {
      node.right = insert(node.right, added);
    }
    node.update();
    return node;
  }

  /// Hangs what is before `at` to its left, the rest to its right.
  private static <V> void split(@Nullable Node<V> node, Node<V> at) {
    if (node == null) {
      at.left = null;
      at.right = null;
    } else if (ORDER.compare(node.range, at.range) < 0) {
      split(node.right, at);
      node.right = at.left;
      node.update();
      at.left = node;
    } else {
      split(node.left, at);
      node.left = at.right;
      node.update();
      at.right = node;
    }
  }

  private static <V> @Nullable Node<V> remove(@Nullable Node<V> node, KeyRange range) {
    if (node == null) {
      return null;
    }
    var order = ORDER.compare(range, node.range);
    if (order == 0) {
      return merge(node.left, node.right);
    }
    if (order < 0) {
      node.left = remove(node.left, range);
    } else {
      node.right = remove(node.right, range);
    }
    node.update();
    return node;
  }

  private static <V> @Nullable Node<V> merge(@Nullable Node<V> left, @Nullable Node<V> right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    if (left.priority > right.priority) {
      left.right = merge(left.right, right);
      left.update();
      return left;
    }
    right.left = merge(left, right.left);
    right.update();
    return right;
  }

  private static boolean endsAfter(Optional<StoreKey> end, StoreKey key) {
    return end.isEmpty() || end.get().compareTo(key) > 0;
  }

  private static Optional<StoreKey> farther(Optional<StoreKey> one, Optional<StoreKey> other) {
    return compareEnds(one, other) >= 0 ? one : other;
  }

  /// Ends in order; that of an endless range comes last.
  private static int compareEnds(Optional<StoreKey> one, Optional<StoreKey> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Boolean.compare(one.isEmpty(), other.isEmpty());
    }
    return one.get().compareTo(other.get());
  }

  /// Spreads similar hashes (the finalizer of MurmurHash3).
  private static int scatter(int hash) {
    var mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
    return mixed ^ (mixed >>> 16);
  }
}
