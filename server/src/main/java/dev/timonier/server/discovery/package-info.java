/// What clients are told about the API: groups, versions and resources, and the server's own
/// version.
@NullMarked
package dev.timonier.server.discovery;

import org.jspecify.annotations.NullMarked;
