/// What objects look like: the types of the API with their fields, and the pass that makes a tree
/// conform to its type. Read [Schema] first.
@NullMarked
package dev.timonier.server.schema;

import org.jspecify.annotations.NullMarked;
