/// A transport for Fabric8 clients that live in the API server's process: requests are handed over,
/// not sent. They go the same way through the server as all others, but for HTTP and TLS. Read
/// [LocalClientFactory] first.
@NullMarked
package dev.timonier.cluster.local;

import org.jspecify.annotations.NullMarked;
