/// Tests of the kubelet's HTTP API.
@NullMarked
package dev.timonier.nodeagent.server;

import org.jspecify.annotations.NullMarked;
