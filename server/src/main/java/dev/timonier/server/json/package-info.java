/// JSON and YAML as trees of Jackson's nodes: read with the error messages of Kubernetes, written
/// fast.
@NullMarked
package dev.timonier.server.json;

import org.jspecify.annotations.NullMarked;
