/// Rules of the kernel's packet filter as data, and the transactions that bring them about. Read
/// `Ruleset` first.
@NullMarked
package dev.timonier.nodeagent.nftables;

import org.jspecify.annotations.NullMarked;
