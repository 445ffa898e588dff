/// HTTP: TLS, HTTP/1.1 and HTTP/2, WebSockets, body limits. The only package that knows Vert.x.
/// Read [HttpFront] first.
@NullMarked
package dev.timonier.server.http;

import org.jspecify.annotations.NullMarked;
