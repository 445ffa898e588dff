package dev.timonier.scheduler.plugin.podtopologyspread;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// How many of the counted pods are in each domain of a constraint, and the least of these numbers
/// at hand.
final class DomainCounts {
  private final Map<String, Integer> byDomain = new HashMap<>();
  // How many domains have each number.
  private final TreeMap<Integer, Integer> domains = new TreeMap<>();

  DomainCounts copy() {
    var copy = new DomainCounts();
    copy.byDomain.putAll(byDomain);
    copy.domains.putAll(domains);
    return copy;
  }

  /// Adds pods to a domain, which exists from then on.
  void add(String domain, int pods) {
    var before = byDomain.get(domain);
    if (before != null) {
      domains.computeIfPresent(before, (_, n) -> n == 1 ? null : n - 1);
    }
    var now = byDomain.merge(domain, pods, Integer::sum);
    domains.merge(now, 1, Integer::sum);
  }

  int in(String domain) {
    return byDomain.getOrDefault(domain, 0);
  }

  /// The least number; zero where there are too few domains.
  int least(int minDomains) {
    if (byDomain.size() < minDomains) {
      return 0;
    }
    return domains.isEmpty() ? Integer.MAX_VALUE : domains.firstKey();
  }
}
