/// Requests and replies, independent of the HTTP library, and what paths and queries mean. Read
/// [RequestInfo] first.
@NullMarked
package dev.timonier.server.request;

import org.jspecify.annotations.NullMarked;
