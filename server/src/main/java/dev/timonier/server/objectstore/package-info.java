/// Objects in the revisioned store: their keys, and the form of their bytes. Read [StoredObject]
/// first.
@NullMarked
package dev.timonier.server.objectstore;

import org.jspecify.annotations.NullMarked;
