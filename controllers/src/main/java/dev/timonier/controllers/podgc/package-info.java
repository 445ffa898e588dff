/// Deletes pods that nobody else would delete: superfluous finished ones, those of vanished nodes,
/// and those that were deleted before they got a node.
@NullMarked
package dev.timonier.controllers.podgc;

import org.jspecify.annotations.NullMarked;
