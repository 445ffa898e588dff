/// Fetches, unpacks and keeps container images: registry client, archives, layers, and the union
/// that layers form.
@NullMarked
package dev.timonier.nodeagent.image;

import org.jspecify.annotations.NullMarked;
