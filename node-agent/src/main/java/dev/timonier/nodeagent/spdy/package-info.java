/// SPDY/3.1, the protocol in which clients of Kubernetes carry several streams over one connection
/// since before HTTP/2: frames, compressed headers, streams. See
/// <https://www.chromium.org/spdy/spdy-protocol/spdy-protocol-draft3-1/>.
@NullMarked
package dev.timonier.nodeagent.spdy;

import org.jspecify.annotations.NullMarked;
