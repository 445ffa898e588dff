/// Gives pods addresses and connects them: rtnetlink for links and routes, nftables for masquerade
/// and host ports.
@NullMarked
package dev.timonier.nodeagent.runtime.process.network;

import org.jspecify.annotations.NullMarked;
