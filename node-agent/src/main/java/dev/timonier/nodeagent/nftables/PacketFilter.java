package dev.timonier.nodeagent.nftables;

import java.io.IOException;

/// Changes the packet filter of a network namespace.
@FunctionalInterface
public interface PacketFilter {
  /// Applies commands in nft's language: all of them at once, or none.
  ///
  /// @throws IOException when they were refused, with what nft says about it
  void apply(String commands) throws IOException;
}
