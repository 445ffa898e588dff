/// kubelet and kube-proxy: runs the pods that are bound to one node. Read `NodeAgent` first.
@NullMarked
package dev.timonier.nodeagent;

import org.jspecify.annotations.NullMarked;
