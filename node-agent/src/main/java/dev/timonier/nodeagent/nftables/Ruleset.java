package dev.timonier.nodeagent.nftables;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a table for IPv4 holds. Two of them make a [Transaction].
///
/// ```java
/// var rules = new Ruleset.Builder()
///     .map("ports", "type inet_service : verdict;")
///     .element("ports", "80", "goto web")
///     .rule("web", "meta l4proto tcp dnat to 10.0.0.1:80")
///     .build();
/// filter.apply(new Transaction("mine").replace(rules));
/// ```
public record Ruleset(SortedMap<String, Chain> chains, SortedMap<String, Lookup> lookups) {
  /// Nothing.
  public static final Ruleset EMPTY = new Builder().build();

  public Ruleset {
    chains = Collections.unmodifiableSortedMap(new TreeMap<>(chains));
    lookups = Collections.unmodifiableSortedMap(new TreeMap<>(lookups));
  }

  /// Puts a rule set together. What is named in a call comes into being with it.
  public static final class Builder {
    private final SortedMap<String, String> hooks = new TreeMap<>();
    private final SortedMap<String, List<String>> rules = new TreeMap<>();
    private final SortedMap<String, Lookup> declared = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, String>> elements = new TreeMap<>();

    /// Declares a chain that packets enter at a hook.
    public Builder hook(String chain, String hook) {
      hooks.put(chain, hook);
      return chain(chain);
    }

    /// Declares a chain, which may stay empty.
    public Builder chain(String chain) {
      rules.computeIfAbsent(chain, _ -> new ArrayList<>());
      return this;
    }

    /// Adds a rule to the end of a chain.
    public Builder rule(String chain, String rule) {
      rules.computeIfAbsent(chain, _ -> new ArrayList<>()).add(rule);
      return this;
    }

    public Builder set(String name, String declaration) {
      return declare(name, new Lookup(Lookup.Kind.SET, declaration, new TreeMap<>()));
    }

    public Builder map(String name, String declaration) {
      return declare(name, new Lookup(Lookup.Kind.MAP, declaration, new TreeMap<>()));
    }

    private Builder declare(String name, Lookup lookup) {
      declared.put(name, lookup);
      elements.computeIfAbsent(name, _ -> new TreeMap<>());
      return this;
    }

    /// Adds an element to a set that is declared.
    public Builder element(String set, String key) {
      return element(set, key, "");
    }

    /// Adds an element to a map that is declared. Of several with the same key the first counts.
    public Builder element(String map, String key, String value) {
      elements.computeIfAbsent(map, _ -> new TreeMap<>()).putIfAbsent(key, value);
      return this;
    }

    public Ruleset build() {
      var chains = new TreeMap<String, Chain>();
      rules.forEach(
          (name, list) -> chains.put(name, new Chain(hooks.getOrDefault(name, ""), list)));
      var lookups = new TreeMap<String, Lookup>();
      elements.forEach((name, entries) -> lookups.put(name, filled(name, entries)));
      return new Ruleset(chains, lookups);
    }

    private Lookup filled(String name, SortedMap<String, String> entries) {
      var empty = declared.get(name);
      if (empty == null) {
        throw new IllegalStateException("there is no set or map " + name);
      }
      return new Lookup(empty.kind(), empty.declaration(), entries);
    }
  }
}
