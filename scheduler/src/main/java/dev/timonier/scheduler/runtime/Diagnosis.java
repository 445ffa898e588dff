package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.NodeVerdicts;
import dev.timonier.scheduler.framework.Status.Rejection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Why a pod fits on none of the nodes. Owned by the scheduling thread.
///
/// Its message is that of Kubernetes: what PreFilter said, or how many nodes were rejected for each
/// reason, and then what PostFilter said.
///
/// Example: `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu.`
public final class Diagnosis implements NodeVerdicts {
  private final int nodes;
  private @Nullable Rejection[] rejections = {}; // made when the first node is rejected
  private final Set<String> plugins = new TreeSet<>();
  private int rejected;
  private Optional<Rejection> ofTheOthers = Optional.empty();
  private String preFilterMessage = "";
  private String postFilterMessage = "";

  /// @param nodes how many there are in all
  public Diagnosis(int nodes) {
    this.nodes = nodes;
  }

  /// A plugin rejected the node that was chosen.
  public static Diagnosis ofOneNode(String plugin, Rejection rejection) {
    var diagnosis = new Diagnosis(1);
    diagnosis.reject(0, plugin, rejection);
    return diagnosis;
  }

  /// A plugin rejected one node, which was not rejected before.
  public void reject(int position, String plugin, Rejection rejection) {
    if (rejections.length == 0) {
      rejections = new Rejection[nodes];
    }
    rejected++;
    rejections[position] = rejection;
    plugins.add(plugin);
  }

  /// Plugins rejected the pod before any node was looked at.
  public void rejectAll(Set<String> byPlugins, Rejection rejection) {
    plugins.addAll(byPlugins);
    ofTheOthers = Optional.of(rejection);
    preFilterMessage = rejection.message();
  }

  /// Plugins left only some nodes to look at; the others are rejected for a common reason.
  public void rejectOthers(Set<String> byPlugins, Rejection rejection) {
    plugins.addAll(byPlugins);
    ofTheOthers = Optional.of(rejection);
  }

  public void postFilterSaid(String message) {
    postFilterMessage = message;
  }

  /// How many nodes were rejected one by one.
  public int rejected() {
    return rejected;
  }

  /// The plugins that rejected the pod or a node.
  public Set<String> plugins() {
    return Set.copyOf(plugins);
  }

  @Override
  public Optional<Rejection> rejection(int position) {
    var own = position < rejections.length ? rejections[position] : null;
    return own == null ? ofTheOthers : Optional.of(own);
  }

  public String message() {
    var message = new StringBuilder("0/" + nodes + " nodes are available:");
    var filters = preFilterMessage.isEmpty() ? histogram() : preFilterMessage;
    if (!filters.isEmpty()) {
      message.append(' ').append(filters).append('.');
    }
    if (!postFilterMessage.isEmpty()) {
      message.append(' ').append(postFilterMessage);
    }
    return message.toString();
  }

  /// The reasons with their numbers, sorted as text: `2 …` comes after `10 …`.
  private String histogram() {
    var counts = new TreeMap<String, Integer>();
    for (var rejection : rejections) {
      if (rejection != null) {
        rejection.reasons().forEach(reason -> counts.merge(reason, 1, Integer::sum));
      }
    }
    var others = nodes - rejected;
    if (others > 0) {
      ofTheOthers.ifPresent(
          r -> r.reasons().forEach(reason -> counts.merge(reason, others, Integer::sum)));
    }
    var parts = new TreeSet<String>();
    counts.forEach((reason, count) -> parts.add(count + " " + reason));
    return String.join(", ", parts);
  }
}
