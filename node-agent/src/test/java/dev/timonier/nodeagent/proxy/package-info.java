/// Tests of kube-proxy.
@NullMarked
package dev.timonier.nodeagent.proxy;

import org.jspecify.annotations.NullMarked;
