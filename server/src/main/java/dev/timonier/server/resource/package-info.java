/// Everything that is special about the built-in kinds, one package for each. Read [BuiltInKinds]
/// first.
@NullMarked
package dev.timonier.server.resource;

import org.jspecify.annotations.NullMarked;
