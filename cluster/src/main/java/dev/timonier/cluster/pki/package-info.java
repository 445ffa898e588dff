/// The cluster's own authority, and the certificates and kubeconfig files that it gives out.
@NullMarked
package dev.timonier.cluster.pki;

import org.jspecify.annotations.NullMarked;
