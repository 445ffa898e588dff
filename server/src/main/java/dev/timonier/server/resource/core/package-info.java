/// The kinds of the core group, one package for each.
@NullMarked
package dev.timonier.server.resource.core;

import org.jspecify.annotations.NullMarked;
