package dev.timonier.nodeagent.nftables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The commands that change one table, to be applied at once.
///
/// @param table its name
public record Transaction(String table) {
  /// Takes the table away, if it is there.
  public String remove() {
    return "add table ip %1$s\ndelete table ip %1$s\n".formatted(table);
  }

  /// Makes the table anew, whatever it was.
  public String replace(Ruleset rules) {
    return remove() + "add table ip " + table + "\n" + new Difference(Ruleset.EMPTY, rules).text();
  }

  /// Changes nothing but what differs: elements that packets have added to sets stay. Empty when
  /// nothing differs.
  public String change(Ruleset from, Ruleset to) {
    var difference = new Difference(from, to);
    return difference.isExpressible() ? difference.text() : replace(to);
  }

  /// Writes the rules at hooks again, which are the same afterwards. It is refused when the table
  /// is not there any more.
  public String reassert(Ruleset rules) {
    var hooks = new TreeMap<>(rules.chains());
    hooks.values().removeIf(chain -> chain.hook().isEmpty());
    var empty = new TreeMap<String, Chain>();
    hooks.forEach((name, chain) -> empty.put(name, new Chain(chain.hook(), List.of())));
    var flush = new StringBuilder();
    hooks.keySet().forEach(name -> flush.append("flush chain ip %s %s\n".formatted(table, name)));
    return flush + change(new Ruleset(empty, new TreeMap<>()), new Ruleset(hooks, new TreeMap<>()));
  }

  /// Everything is declared before it is referred to, and referred to no more before it is deleted.
  private final class Difference {
    private final Ruleset from;
    private final Ruleset to;
    private final List<String> commands = new ArrayList<>();

    private Difference(Ruleset from, Ruleset to) {
      this.from = from;
      this.to = to;
    }

    /// Sets, maps and hooks can be made and deleted, not declared differently.
    private boolean isExpressible() {
      return both(from.lookups(), to.lookups())
              .allMatch(name -> lookup(from, name).isLike(lookup(to, name)))
          && both(from.chains(), to.chains())
              .allMatch(name -> hook(from, name).equals(hook(to, name)));
    }

    private String text() {
      missing(from.lookups(), to.lookups()).forEach(this::declare);
      missing(from.chains(), to.chains())
          .forEach((name, chain) -> command("add chain", name, braced(chain.hook())));
      flushChains();
      writeRules();
      to.lookups().keySet().forEach(this::changeElements);
      missing(to.lookups(), from.lookups())
          .forEach((name, lookup) -> command("delete " + lookup.kind(), name, ""));
      missing(to.chains(), from.chains()).forEach((name, _) -> command("delete chain", name, ""));
      return commands.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private void declare(String name, Lookup lookup) {
      command("add " + lookup.kind(), name, braced(lookup.declaration()));
    }

    /// Chains whose rules change or that will go.
    private void flushChains() {
      from.chains()
          .forEach(
              (name, chain) -> {
                if (!chain.rules().isEmpty() && !chain.equals(to.chains().get(name))) {
                  command("flush chain", name, "");
                }
              });
    }

    private void writeRules() {
      to.chains()
          .forEach(
              (name, chain) -> {
                if (!chain.equals(from.chains().get(name))) {
                  chain.rules().forEach(rule -> command("add rule", name, rule));
                }
              });
    }

    private void changeElements(String name) {
      var old = elements(from, name);
      var fresh = elements(to, name);
      changed(fresh, old).forEach((key, _) -> command("delete element", name, "{ " + key + " }"));
      var added =
          changed(old, fresh).entrySet().stream()
              .map(Lookup::element)
              .collect(Collectors.joining(", "));
      if (!added.isEmpty()) {
        command("add element", name, "{ " + added + " }");
      }
    }

    private void command(String verb, String name, String rest) {
      commands.add("%s ip %s %s %s".formatted(verb, table, name, rest).strip());
    }
  }

  private static String hook(Ruleset rules, String chain) {
    return Objects.requireNonNull(rules.chains().get(chain)).hook();
  }

  private static Lookup lookup(Ruleset rules, String name) {
    return Objects.requireNonNull(rules.lookups().get(name));
  }

  private static SortedMap<String, String> elements(Ruleset rules, String lookup) {
    return Optional.ofNullable(rules.lookups().get(lookup))
        .map(Lookup::elements)
        .orElseGet(TreeMap::new);
  }

  private static String braced(String declaration) {
    return declaration.isEmpty() ? "" : "{ " + declaration + " }";
  }

  private static <V> Stream<String> both(Map<String, V> one, Map<String, V> other) {
    return one.keySet().stream().filter(other::containsKey);
  }

  /// What the second one has and the first has not.
  private static <V> SortedMap<String, V> missing(Map<String, V> one, Map<String, V> other) {
    var missing = new TreeMap<>(other);
    missing.keySet().removeAll(one.keySet());
    return missing;
  }

  /// What the second one has and the first has not, or has otherwise.
  private static <V> SortedMap<String, V> changed(Map<String, V> one, Map<String, V> other) {
    var changed = new TreeMap<>(other);
    changed.entrySet().removeAll(one.entrySet());
    return changed;
  }
}
