/// How objects are shown to clients: as JSON, YAML or Protobuf; whole, as tables, or their metadata
/// only. Read [Form] first.
@NullMarked
package dev.timonier.server.representation;

import org.jspecify.annotations.NullMarked;
