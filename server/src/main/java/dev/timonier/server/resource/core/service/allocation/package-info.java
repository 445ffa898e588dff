/// The addresses and ports that Services take from the cluster's pools
/// (<https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/>). What a
/// Service takes is written in the transaction that writes the Service, so that nothing is taken
/// twice, and nothing stays taken that no Service has. Read [ServiceAllocator] first.
@NullMarked
package dev.timonier.server.resource.core.service.allocation;

import org.jspecify.annotations.NullMarked;
