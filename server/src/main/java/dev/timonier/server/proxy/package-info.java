/// Passes requests on to other servers, and their answers back: bodies while they come, links so
/// that they lead through us again, and connections that leave HTTP. Knows nothing of Kubernetes'
/// objects. Read [ReverseProxy] first.
@NullMarked
package dev.timonier.server.proxy;

import org.jspecify.annotations.NullMarked;
