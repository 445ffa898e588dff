/// What is special about Services
/// (<https://kubernetes.io/docs/concepts/services-networking/service/>). Read [ServiceStrategy] and
/// [ServiceAllocator] first.
@NullMarked
package dev.timonier.server.resource.core.service;

import org.jspecify.annotations.NullMarked;
