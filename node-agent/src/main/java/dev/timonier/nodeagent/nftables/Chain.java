package dev.timonier.nodeagent.nftables;

import java.util.List;

/// A chain of rules.
///
/// @param hook where packets enter the chain, such as `type nat hook output priority -100;`; empty
///   when only other rules lead to it
public record Chain(String hook, List<String> rules) {
  public Chain {
    rules = List.copyOf(rules);
  }
}
