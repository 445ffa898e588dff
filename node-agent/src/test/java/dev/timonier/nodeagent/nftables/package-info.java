/// Tests of transactions, and of what the kernel makes of them.
@NullMarked
package dev.timonier.nodeagent.nftables;

import org.jspecify.annotations.NullMarked;
