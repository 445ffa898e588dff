package dev.timonier.server.discovery;

import java.util.Comparator;
import java.util.regex.Pattern;

/// Orders versions by how settled they are: `v2`, `v1`, `v2beta1`, `v1beta2`, `v1alpha1`, then
/// others by name
/// (<https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-priority>).
public final class Versions {
  private static final Pattern SYNTAX =
      Pattern.compile("v([1-9][0-9]*)(?:(alpha|beta)([1-9][0-9]*))?");

  public static final Comparator<String> MOST_SETTLED_FIRST =
      Comparator.comparing(Rank::of).reversed().thenComparing(Comparator.naturalOrder());

  private Versions() {}

  private record Rank(int stability, int major, int minor) implements Comparable<Rank> {
    static Rank of(String version) {
      var match = SYNTAX.matcher(version);
      if (!match.matches()) {
        return new Rank(0, 0, 0);
      }
      var major = Integer.parseInt(match.group(1));
      if (match.group(2) == null) {
        return new Rank(3, major, 0);
      }
      return new Rank(
          match.group(2).equals("beta") ? 2 : 1, major, Integer.parseInt(match.group(3)));
    }

    @Override
    public int compareTo(Rank other) {
      return Comparator.comparingInt(Rank::stability)
          .thenComparingInt(Rank::major)
          .thenComparingInt(Rank::minor)
          .compare(this, other);
    }
  }
}
