/// Follows resources of the API: lists and watches them, keeps what was seen in indexed stores and
/// tells handlers of changes.
@NullMarked
package dev.timonier.machinery.informer;

import org.jspecify.annotations.NullMarked;
