/// Tests of network.
@NullMarked
package dev.timonier.nodeagent.runtime.process.network;

import org.jspecify.annotations.NullMarked;
