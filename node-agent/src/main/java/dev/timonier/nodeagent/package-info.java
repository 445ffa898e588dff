/// kubelet and kube-proxy: runs the pods that are bound to one node. Read
/// [dev.timonier.nodeagent.NodeAgent] first.
@NullMarked
package dev.timonier.nodeagent;

import org.jspecify.annotations.NullMarked;
