/// Tests of the way between a client, the API server and a kubelet.
@NullMarked
package dev.timonier.cluster.stream;

import org.jspecify.annotations.NullMarked;
